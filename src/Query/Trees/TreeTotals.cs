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
}
