using Tracehouse.Scores;

namespace Tracehouse;

public static partial class Tracing
{
    /// <summary>What has become of the scores of this process so far.</summary>
    public static ExportCounts ScoreCounts => _session?.Reports?.Counts ?? default;

    /// <summary>
    /// Judges the current observation, or whatever is named: a trace, an observation of it, or a session. Never waits and never throws: scores go their way as observations do.
    /// Answers the id of the score; one that is sent again under its id replaces the first.
    /// </summary>
    /// <param name="name">What is judged, such as <c>correctness</c>.</param>
    /// <param name="value">A number, true or false, a category, or <see cref="ScoreValue.Text"/>.</param>
    /// <param name="comment">Why.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="observationId">An observation of that trace.</param>
    /// <param name="sessionId">The session, instead of a trace.</param>
    /// <param name="id">An id of one's own.</param>
    /// <param name="metadata">Anything else, by key.</param>
    public static string? Score(
        string name, ScoreValue value, string? comment = null, string? traceId = null, string? observationId = null, string? sessionId = null, string? id = null,
        IEnumerable<KeyValuePair<string, object?>>? metadata = null)
    {
        var target = traceId is null && sessionId is null ? new ScoreTarget(CurrentTraceId, CurrentObservationId) : new ScoreTarget(traceId, observationId, sessionId);
        return _session?.Scores?.Add(target, name, value, comment, id, metadata);
    }
}
