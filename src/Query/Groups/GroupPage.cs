namespace Tracehouse.Query.Groups;

/// <summary>A page of groups of traces.</summary>
/// <param name="Groups">The lines of this page.</param>
/// <param name="Total">How many groups there are in all.</param>
/// <param name="IsComplete">False when the backlog was too long to wait for, so that the newest traces may be missing.</param>
public sealed record GroupPage(IReadOnlyList<TraceGroup> Groups, long Total, bool IsComplete);
