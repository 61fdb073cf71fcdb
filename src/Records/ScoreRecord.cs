namespace Tracehouse.Records;

/// <summary>A judgement of a trace, of one span of it, or of a session. One that comes again under its id replaces the first.</summary>
public sealed record ScoreRecord
{
    /// <summary>The project it belongs to.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>Its id within the project: any visible text, as of a span.</summary>
    public required string Id { get; init; }

    /// <summary>The trace that is judged; null when a session is.</summary>
    public TraceId? TraceId { get; init; }

    /// <summary>The span that is judged; null when the trace or the session is as a whole.</summary>
    public SpanId? SpanId { get; init; }

    /// <summary>The session that is judged; null when a trace is.</summary>
    public string? SessionId { get; init; }

    /// <summary>What is judged, such as <c>correctness</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How its value is to be read.</summary>
    public required ScoreType Type { get; init; }

    /// <summary>The number; of a boolean 1 or 0; null of a category or text that stands for no number.</summary>
    public double? Value { get; init; }

    /// <summary>The category or the text; of a boolean <c>True</c> or <c>False</c>; null of a number.</summary>
    public string? StringValue { get; init; }

    /// <summary>Who made it: <c>api</c>, <c>annotation</c>, <c>eval</c> or another word of its sender.</summary>
    public string Source { get; init; } = "api";

    /// <summary>The person or program that judged, in its sender's word.</summary>
    public string? Author { get; init; }

    /// <summary>Why.</summary>
    public string? Comment { get; init; }

    /// <summary>The rules that it was given by.</summary>
    public string? ConfigId { get; init; }

    /// <summary>Where the judged program ran, such as <c>production</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>What its sender attached, as a JSON object; null when nothing.</summary>
    public string? Metadata { get; init; }

    /// <summary>When it was given, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>True when it is to be forgotten; then only project, id and time count.</summary>
    public bool IsDeleted { get; init; }
}
