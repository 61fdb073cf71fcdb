using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>The models that are known and what they cost. It does not change once read. Providers go by the names of the table.</summary>
internal sealed partial class PriceTable
{
    private const int FoundMax = 10_000;

    private readonly Dictionary<string, (string[] Fallback, PricedModel[] Models)> _providers = [];
    private readonly RecentlyFound<PricedModel?> _found = new(FoundMax);
    private readonly ConcurrentDictionary<DateOnly, string> _versions = [];

    private PriceTable(JsonElement providers, string version, string source)
    {
        (Version, Source) = (version, source);
        foreach (var provider in providers.EnumerateArray())
        {
            string[] fallback = provider.TryGetProperty("fallback_model_providers", out var others) && others.ValueKind == JsonValueKind.Array
                ? [.. others.EnumerateArray().Select(id => id.GetString()!)]
                : [];
            PricedModel[] models = [.. provider.GetProperty("models").EnumerateArray().Select(PricedModel.From)];
            _providers.Add(provider.GetProperty("id").GetString()!, (fallback, models));
        }
    }

    /// <summary>Which data this is; a part of the version that a cost names.</summary>
    public string Version { get; }

    /// <summary>Where it comes from: <c>package</c> or <c>url</c>.</summary>
    public string Source { get; }

    /// <summary>Every provider and model.</summary>
    public IEnumerable<(string Provider, PricedModel Model)> All => _providers.SelectMany(provider => provider.Value.Models.Select(model => (provider.Key, model)));

    /// <summary>Reads the table that the build put into this assembly.</summary>
    public static PriceTable Load()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json")!;
        using var json = JsonDocument.Parse(stream);
        return new PriceTable(json.RootElement.GetProperty("providers"), json.RootElement.GetProperty("version").GetString()!, "package");
    }

    /// <summary>Reads fetched price data as genai-prices publishes it, an array of providers. False when it is anything else or has no prices; then the fault says why.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> data, string version, out PriceTable table, out string fault)
    {
        (table, fault) = (null!, "");
        try
        {
            using var json = JsonDocument.Parse(data);
            table = new PriceTable(json.RootElement, version, "url");
            fault = table.All.Any(each => each.Model.Prices[0].Prices.Count > 0) ? "" : "It holds no prices.";
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException
            or InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException)
        {
            fault = cause.Message;
        }

        return fault.Length == 0;
    }

    /// <summary>The names of a provider's models; none for a provider that is not in the table.</summary>
    public IEnumerable<string> ModelsOf(string provider) =>
        _providers.TryGetValue(provider, out var found) ? found.Models.Select(model => model.Id) : [];

    /// <summary>Null when the model, its price or the usage is not known; a cost of zero is never made up.</summary>
    public Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time) => Find(provider, model) is { } found ? Price(found, usage, time) : null;

    /// <summary>The same for a model of this table.</summary>
    public Cost? Price(PricedModel model, TokenUsage usage, DateTimeOffset time)
    {
        var price = model.PriceAt(time);
        return price.Charge(usage, VersionOf(price));
    }

    /// <summary>Which data, and since when the price is in force.</summary>
    public string VersionOf(ModelPrice price) =>
        price.Condition.StartDate is { } date ? _versions.GetOrAdd(date, static (since, version) => string.Create(CultureInfo.InvariantCulture, $"{version} since {since:yyyy-MM-dd}"), Version) : Version;

    /// <summary>The model that a name means; null when the table does not know it.</summary>
    public PricedModel? Find(string provider, string model) => _found.GetOrFind(provider, model, SearchByName);

    private PricedModel? SearchByName(string provider, string model)
    {
        var name = model.ToLowerInvariant().Trim();
        return Search(provider, name) ?? Search(provider, WithDashedDate(name));
    }

    private PricedModel? Search(string provider, string name)
    {
        if (!_providers.TryGetValue(provider, out var known))
        {
            return null;
        }

        return Array.Find(known.Models, model => model.Match.Accepts(name))
            ?? known.Fallback.Where(other => other != provider).Select(other => SearchOnly(other, name)).FirstOrDefault(model => model is not null);
    }

    private PricedModel? SearchOnly(string provider, string name) =>
        _providers.TryGetValue(provider, out var known) ? Array.Find(known.Models, model => model.Match.Accepts(name)) : null;

    /// <summary>Some providers write the date of a model without its dashes.</summary>
    private static string WithDashedDate(string name) => CompactDate().Replace(name, "-$1-$2-$3");

    [GeneratedRegex("-(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?=-|:|$)")]
    private static partial Regex CompactDate();
}
