using Tracehouse.Query.Traces;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>What lists of scores tell of the trace that is judged.</summary>
internal sealed record ScoredTrace(string? UserId, IReadOnlyList<string> Tags, string Environment, string? SessionId)
{
    public static ScoredTrace From(TraceSummary trace) =>
        new(OrNull(trace.UserId), trace.Tags, trace.Environment.Length > 0 ? trace.Environment : "default", OrNull(trace.SessionId));

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
