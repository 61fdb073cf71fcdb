namespace Tracehouse.Records;

/// <summary>How prices are found and put in order, for the API and the pages alike.</summary>
public static class PriceSearch
{
    /// <summary>Whether every word is somewhere in the name of the provider or of the model.</summary>
    public static bool Accepts(ListedPrice price, string words)
    {
        var name = $"{price.Provider}/{price.Model}";
        return words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Those that somebody made first, then by name.</summary>
    public static IEnumerable<ListedPrice> InOrder(IEnumerable<ListedPrice> prices) => prices
        .OrderByDescending(price => price.IsOwn)
        .ThenBy(price => price.Provider, StringComparer.Ordinal)
        .ThenBy(price => price.Model, StringComparer.Ordinal);
}
