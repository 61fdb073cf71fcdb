namespace Tracehouse.Query.Trees;

/// <summary>
/// The spans of a trace as a tree, in reading order: each before those below it, those of one parent by their start. A span whose parent has not come stands
/// at the top, and so does one that is its own ancestor.
/// </summary>
public sealed record TraceTree
{
    /// <summary>The trace.</summary>
    public required string TraceId { get; init; }

    /// <summary>Its spans; of a trace with more than the limit, those that began first.</summary>
    public required IReadOnlyList<TreeSpan> Spans { get; init; }

    /// <summary>How many spans it has, those that are not listed included.</summary>
    public long SpanCount { get; init; }

    /// <summary>What the whole trace spent.</summary>
    public TreeTotals Total { get; init; } = TreeTotals.Nothing;
}
