using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>The prices that people made for models: those of the settings, and before them those that were made through the API, for all servers of one store.</summary>
internal sealed partial class OwnPrices
{
    private const string Kind = "price";

    private readonly IDocuments _documents;
    private readonly IList<PriceOverrideOptions> _settings;
    private readonly ILogger _log;
    private FrozenDictionary<ModelKey, OwnPrice> _prices = FrozenDictionary<ModelKey, OwnPrice>.Empty;

    public OwnPrices(IDocuments documents, IOptions<PricingOptions> options, ILogger<OwnPrices> log)
    {
        (_documents, _settings, _log) = (documents, options.Value.Overrides, log);
        documents.OnChange(Kind, Read);
        Read();
    }

    /// <summary>All of them as they are now; another object when any of them changes.</summary>
    public FrozenDictionary<ModelKey, OwnPrice> ByModel => Volatile.Read(ref _prices);

    public IEnumerable<OwnPrice> All => ByModel.Values;

    public OwnPrice? Find(ModelKey key) => ByModel.GetValueOrDefault(key);

    /// <summary>Makes a price, in force when it returns. Throws <see cref="StoreUnavailableException"/> when it cannot be kept.</summary>
    public async Task SetAsync(ModelKey key, PriceFigures figures, CancellationToken stop)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new StoredPrice(key.Provider, key.Model, figures), PriceFiguresJson.Default.StoredPrice);
        await _documents.SaveAsync(new Document(Kind, key.ToString(), ProjectId.Default, new Utf8Text(json)), stop);
        Read();
    }

    /// <summary>Takes a price back that was made through the API; false when there is none. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async Task<bool> RemoveAsync(ModelKey key, CancellationToken stop)
    {
        var isThere = Find(key)?.ChangedAt is not null;
        await _documents.DeleteAsync(Kind, key.ToString(), ProjectId.Default, stop);
        Read();
        return isThere;
    }

    private void Read()
    {
        var prices = new Dictionary<ModelKey, OwnPrice>();
        foreach (var price in _settings)
        {
            if (ModelKey.TryParse(price.Provider, price.Model, out var key))
            {
                prices[key] = OwnPrice.OfSettings(key, price);
            }
        }

        foreach (var document in _documents.All(Kind))
        {
            if (ReadOne(document) is { } price)
            {
                prices[price.Key] = price;
            }
            else if (!document.Json.IsEmpty)
            {
                LogUnreadable(_log, document.Id);
            }
        }

        Volatile.Write(ref _prices, prices.ToFrozenDictionary());
    }

    private static OwnPrice? ReadOne(Document document)
    {
        try
        {
            var stored = document.Json.IsEmpty ? null : JsonSerializer.Deserialize(document.Json.Bytes.Span, PriceFiguresJson.Default.StoredPrice);
            return stored is not null && ModelKey.TryParse(stored.Provider, stored.Model, out var key) && stored.Prices.FindFault() is null
                ? OwnPrice.OfApi(key, stored.Prices, document.ChangedAt)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The price of {Model} that was made through the API cannot be read and does not count; make it again.")]
    private static partial void LogUnreadable(ILogger log, string model);
}
