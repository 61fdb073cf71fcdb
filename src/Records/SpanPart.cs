namespace Tracehouse.Records;

/// <summary>
/// One thing that was said of a span which is told in pieces: that it began, that it ended, that it has another name. The span is what all of its parts
/// say together, in the order of <see cref="Time"/>, whatever order they came in.
/// </summary>
public sealed record SpanPart
{
    /// <summary>The project it belongs to.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>The trace of the span.</summary>
    public required TraceId TraceId { get; init; }

    /// <summary>The span.</summary>
    public required SpanId SpanId { get; init; }

    /// <summary>Names this part among those of its span; one that comes again under its id is the same one.</summary>
    public required string Id { get; init; }

    /// <summary>When it was said, by its sender's clock, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whether it changes a span rather than begins it; of two of one time the beginning counts as the earlier.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>How it came to us, such as <c>langfuse</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What was said, as a JSON object whose properties whoever assembles spans knows.</summary>
    public required Utf8Text Fields { get; init; }
}
