namespace Tracehouse.Query.Traces;

/// <summary>A page of traces.</summary>
/// <param name="Traces">The lines of this page.</param>
/// <param name="Total">How many match in all; at least, when <see cref="IsTotalExact"/> is false.</param>
/// <param name="HasMore">Whether another page follows.</param>
/// <param name="IsComplete">False when the backlog was too long to wait for, so that the newest traces may be missing.</param>
public sealed record TracePage(IReadOnlyList<TraceSummary> Traces, long Total, bool HasMore, bool IsComplete)
{
    /// <summary>False when there are so many matches of a search that counting them would take longer than finding the first.</summary>
    public bool IsTotalExact { get; init; } = true;

    /// <summary>Where the next page begins; null when there is none.</summary>
    public TraceCursor? Next { get; init; }
}
