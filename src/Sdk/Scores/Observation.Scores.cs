namespace Tracehouse;

public sealed partial class Observation
{
    /// <summary>Judges this observation; see <see cref="Tracing.Score"/>. Answers the id of the score, null when nothing is recorded.</summary>
    public string? Score(string name, ScoreValue value, string? comment = null, string? id = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null) =>
        IsRecorded ? Tracing.Score(name, value, comment, TraceId, Id, id: id, metadata: metadata) : null;

    /// <summary>Judges the trace that this belongs to.</summary>
    public string? ScoreTrace(string name, ScoreValue value, string? comment = null, string? id = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null) =>
        IsRecorded ? Tracing.Score(name, value, comment, TraceId, id: id, metadata: metadata) : null;
}
