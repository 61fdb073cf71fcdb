namespace Tracehouse.Gateway.Pricing;

/// <summary>How providers are called here and in the price data, where the two differ.</summary>
internal sealed class PriceNames(IEnumerable<(string Provider, string Table)> pairs)
{
    private readonly (string Provider, string Table)[] _pairs = [.. pairs.Where(pair => pair.Provider != pair.Table).Distinct()];

    public string TableOf(string provider)
    {
        foreach (var pair in _pairs)
        {
            if (pair.Provider.Equals(provider, StringComparison.OrdinalIgnoreCase))
            {
                return pair.Table;
            }
        }

        return provider.ToLowerInvariant();
    }

    public string ProviderOf(string table) => Array.Find(_pairs, pair => pair.Table == table).Provider ?? table;
}
