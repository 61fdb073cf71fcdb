namespace Tracehouse.Query.Metrics;

/// <summary>One thing that must hold of what is listed or measured, in the words of whoever asks.</summary>
/// <param name="Column">What is compared.</param>
/// <param name="Operator">How, such as <c>=</c>, <c>contains</c> or <c>any of</c>.</param>
/// <param name="Values">With what.</param>
public sealed record FilterTerm(string Column, string Operator, IReadOnlyList<string> Values)
{
    /// <summary>Which key of a map, such as the metadata.</summary>
    public string Key { get; init; } = "";
}
