namespace Tracehouse;

/// <summary>A span that was recorded, to judge it or to keep it as an example.</summary>
public sealed class SpanReference
{
    private readonly TracehouseClient _client;

    internal SpanReference(TracehouseClient client, string traceId, string id) => (_client, TraceId, Id) = (client, traceId, id);

    /// <summary>The trace that it belongs to.</summary>
    public string TraceId { get; }

    /// <summary>Its id within the trace.</summary>
    public string Id { get; }

    /// <summary>Judges it by a number; the same as <see cref="Score"/>. Never waits and never throws. Answers the id of the score.</summary>
    public string SaveMetric(string name, double value, string? comment = null) => Score(name, value, comment);

    /// <summary>Judges it. Never waits and never throws. Answers the id of the score; one that is sent again under its id replaces the first.</summary>
    public string Score(string name, ScoreValue value, string? comment = null, string? id = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null) =>
        _client.Score(name, value, comment, TraceId, Id, id: id, metadata: metadata);
}
