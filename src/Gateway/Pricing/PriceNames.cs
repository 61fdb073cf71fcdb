namespace Tracehouse.Gateway.Pricing;

/// <summary>How providers and their models are called here and in the price data, where the two differ.</summary>
/// <param name="pairs">Providers whose names may differ.</param>
/// <param name="modelsOf">The names to look for the price of a model by, given its provider, its name and, if it is known, the name that it answered with.</param>
internal sealed class PriceNames(IEnumerable<(string Provider, string Table)> pairs, Func<string, string, string?, IEnumerable<string>> modelsOf)
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

    public IEnumerable<string> ModelsOf(string provider, string model, string? answered) => modelsOf(provider, model, answered);

    public string ProviderOf(string table) => Array.Find(_pairs, pair => pair.Table == table).Provider ?? table;
}
