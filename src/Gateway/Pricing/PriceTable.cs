using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>The models that are known and what they cost, as of the build. Providers go by the names of the table.</summary>
internal sealed partial class PriceTable
{
    private const int FoundMax = 10_000;

    private readonly string _version;
    private readonly Dictionary<string, (string[] Fallback, PricedModel[] Models)> _providers = [];
    private readonly ConcurrentDictionary<(string Provider, string Model), PricedModel?> _found = [];

    private PriceTable(JsonElement json)
    {
        _version = json.GetProperty("version").GetString()!;
        foreach (var provider in json.GetProperty("providers").EnumerateArray())
        {
            string[] fallback = [.. provider.GetProperty("fallback").EnumerateArray().Select(id => id.GetString()!)];
            PricedModel[] models = [.. provider.GetProperty("models").EnumerateArray().Select(PricedModel.From)];
            _providers.Add(provider.GetProperty("id").GetString()!, (fallback, models));
        }
    }

    /// <summary>Reads the table that the build put into this assembly.</summary>
    public static PriceTable Load()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json")!;
        using var json = JsonDocument.Parse(stream);
        return new PriceTable(json.RootElement);
    }

    /// <summary>The names of a provider's models; none for a provider that is not in the table.</summary>
    public IEnumerable<string> ModelsOf(string provider) =>
        _providers.TryGetValue(provider, out var found) ? found.Models.Select(model => model.Id) : [];

    public bool Knows(string provider, string model) => Find(provider, model) is not null;

    /// <summary>Null when the model, its price or the usage is not known; a cost of zero is never made up.</summary>
    public Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time, long cacheWritten = 0)
    {
        if (Find(provider, model)?.PriceAt(time) is not { } price)
        {
            return null;
        }

        var since = price.StartDate is { } date ? string.Create(CultureInfo.InvariantCulture, $" since {date:yyyy-MM-dd}") : "";
        return price.Charge(usage, cacheWritten, _version + since);
    }

    private PricedModel? Find(string provider, string model)
    {
        var key = (provider, model);
        if (_found.TryGetValue(key, out var found))
        {
            return found;
        }

        var name = model.ToLowerInvariant().Trim();
        found = Search(provider, name) ?? Search(provider, WithDashedDate(name));
        if (_found.Count < FoundMax)
        {
            _found.TryAdd(key, found);
        }

        return found;
    }

    private PricedModel? Search(string provider, string name)
    {
        if (!_providers.TryGetValue(provider, out var known))
        {
            return null;
        }

        return Array.Find(known.Models, model => model.Match.Accepts(name))
            ?? known.Fallback.Select(other => Search(other, name)).FirstOrDefault(model => model is not null);
    }

    /// <summary>Some providers write the date of a model without its dashes.</summary>
    private static string WithDashedDate(string name) => CompactDate().Replace(name, "-$1-$2-$3");

    [GeneratedRegex("-(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?=-|:|$)")]
    private static partial Regex CompactDate();
}
