namespace Tracehouse.Records;

/// <summary>The price of a model, for people and programs to read.</summary>
/// <param name="Provider">Who runs the model, by the name that traces have.</param>
/// <param name="Model">Its name.</param>
/// <param name="Source">Where the price comes from: <c>package</c>, <c>url</c>, <c>settings</c> or <c>api</c>.</param>
/// <param name="Version">What a cost that is worked out by it names as its price version.</param>
public sealed record ListedPrice(string Provider, string Model, string Source, string Version)
{
    /// <summary>US dollars by the name of the figure, such as <c>input_usd_per_million</c>.</summary>
    public IReadOnlyDictionary<string, decimal> Figures { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Figures that change with the length of the prompt.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PriceTier>> Tiers { get; init; } = new Dictionary<string, IReadOnlyList<PriceTier>>();

    /// <summary>What the model charges for that is not counted here, so that its calls have no cost.</summary>
    public IReadOnlyList<string> NotCounted { get; init; } = [];

    /// <summary>When somebody made this price; null for one that was not made by hand through the API.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Whether somebody made this price for the model, instead of the catalogue.</summary>
    public bool IsOwn => Source is "settings" or "api";
}
