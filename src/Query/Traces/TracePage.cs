namespace Tracehouse.Query.Traces;

/// <summary>A page of traces, newest first.</summary>
/// <param name="Traces">The lines of this page.</param>
/// <param name="Total">How many match in all.</param>
/// <param name="HasMore">Whether another page follows.</param>
/// <param name="First">Start of the oldest match; meaningless when there is none.</param>
/// <param name="Last">Start of the newest match; meaningless when there is none.</param>
/// <param name="IsComplete">False when the backlog was too long to wait for, so that the newest traces may be missing.</param>
public sealed record TracePage(
    IReadOnlyList<TraceSummary> Traces, long Total, bool HasMore, DateTimeOffset First, DateTimeOffset Last, bool IsComplete);
