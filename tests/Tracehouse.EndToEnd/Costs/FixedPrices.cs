using Tracehouse.Records;

namespace Tracehouse.EndToEnd.Costs;

/// <summary>A price book of one figure for input and output alike, in US dollars for a token; null for a model whose name begins with <c>unknown</c>.</summary>
internal sealed class FixedPrices : IPriceBook
{
    public decimal UsdPerToken { get; set; }

    public Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time) =>
        model.StartsWith("unknown", StringComparison.Ordinal) ? null : new Cost((usage.Input ?? 0) * UsdPerToken, (usage.Output ?? 0) * UsdPerToken, $"fixed {UsdPerToken}");

    public IEnumerable<ListedPrice> All(DateTimeOffset time) => [];

    public ListedPrice? Find(string provider, string model, DateTimeOffset time) => null;
}
