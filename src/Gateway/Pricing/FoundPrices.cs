using System.Collections.Frozen;

namespace Tracehouse.Gateway.Pricing;

/// <summary>
/// Where the prices of models were found, by the names that calls gave, so that no call looks again. It holds for one state of the price data and of the
/// prices that people made.
/// </summary>
internal sealed class FoundPrices(PriceTable table, FrozenDictionary<ModelKey, OwnPrice> own, PriceNames names)
{
    private const int FoundMax = 10_000;

    private readonly RecentlyFound<(OwnPrice? Own, PricedModel? Listed)> _found = new(FoundMax);

    /// <summary>The price data that it holds for.</summary>
    public PriceTable Table => table;

    /// <summary>Whether it holds for these.</summary>
    public bool IsOf(PriceTable otherTable, FrozenDictionary<ModelKey, OwnPrice> otherOwn) => table == otherTable && own == otherOwn;

    /// <summary>The price that somebody made for the model, and the model in the price data; null when there is none.</summary>
    public (OwnPrice? Own, PricedModel? Listed) Find(string provider, string model) => _found.GetOrFind(provider, model, Search);

    private (OwnPrice? Own, PricedModel? Listed) Search(string provider, string model) =>
        (ModelKey.TryParse(provider, model, out var key) ? own.GetValueOrDefault(key) : null, table.Find(names.TableOf(provider), model));
}
