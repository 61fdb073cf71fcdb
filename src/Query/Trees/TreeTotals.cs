namespace Tracehouse.Query.Trees;

/// <summary>What a part of a tree spent, each call counted once.</summary>
/// <param name="InputTokens">Prompt tokens; null when nobody said.</param>
/// <param name="OutputTokens">Response tokens; null when nobody said.</param>
/// <param name="CostUsd">US dollars; null when no price is known, which is not zero.</param>
/// <param name="UnpricedCalls">Calls that are missing in the cost, because their price is not known.</param>
public sealed record TreeTotals(long? InputTokens, long? OutputTokens, decimal? CostUsd, int UnpricedCalls)
{
    /// <summary>Nothing was spent, as far as anybody said.</summary>
    public static TreeTotals Nothing { get; } = new(null, null, null, 0);

    internal TreeTotals Plus(TreeTotals other) => ReferenceEquals(other, Nothing)
        ? this
        : new(Add(InputTokens, other.InputTokens), Add(OutputTokens, other.OutputTokens), Add(CostUsd, other.CostUsd), UnpricedCalls + other.UnpricedCalls);

    /// <summary>What is below a span, and the span itself if it counts. A zero that it tells is better than nothing.</summary>
    internal TreeTotals With(TreeSpan span, bool counts)
    {
        if (counts)
        {
            return Plus(new TreeTotals(span.InputTokens, span.OutputTokens, span.CostUsd, span.CostUsd is null ? 1 : 0));
        }

        var (input, output) = (InputTokens ?? ZeroOf(span.InputTokens), OutputTokens ?? ZeroOf(span.OutputTokens));
        var cost = CostUsd ?? (UnpricedCalls == 0 && span.CostUsd == 0 ? 0 : null);
        return (input, output, cost) == (InputTokens, OutputTokens, CostUsd) ? this : new TreeTotals(input, output, cost, UnpricedCalls);
    }

    private static long? ZeroOf(long? count) => count == 0 ? 0 : null;

    private static long? Add(long? one, long? other) => one is null ? other : other is null ? one : one > long.MaxValue - other ? long.MaxValue : one + other;

    private static decimal? Add(decimal? one, decimal? other) => one is null ? other : other is null ? one : one + other;
}
