namespace Tracehouse.Records;

/// <summary>What models cost, as this server knows it at the moment. Providers go by the names that traces have.</summary>
public interface IPriceBook
{
    /// <summary>What a call costs by the prices of its time; null when the usage or a price that it needs is not known, which is not zero.</summary>
    Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time);

    /// <summary>What a call costs by the prices that its own project made, by the first of its names that they know; null when they know none.</summary>
    Cost? PriceOwn(ProjectId project, IReadOnlyList<string> names, TokenUsage usage, DateTimeOffset time) => null;

    /// <summary>Every model with a price of its own, and the price in force at a time.</summary>
    IEnumerable<ListedPrice> All(DateTimeOffset time);

    /// <summary>The price of a model by any of its names; null when it has none.</summary>
    ListedPrice? Find(string provider, string model, DateTimeOffset time);
}
