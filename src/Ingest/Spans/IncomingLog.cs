namespace Tracehouse.Ingest.Spans;

/// <summary>One record of a log that tells something about a span.</summary>
public sealed record IncomingLog
{
    /// <summary>The trace it belongs to; null when it says none.</summary>
    public string? TraceId { get; init; }

    /// <summary>The span it belongs to; null when it says none.</summary>
    public string? SpanId { get; init; }

    /// <summary>What it tells, such as <c>gen_ai.user.message</c>; from its own field, or else from the attribute <c>event.name</c>.</summary>
    public required string EventName { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required IncomingAttributes Attributes { get; init; }

    public AttributeValue? Body { get; init; }

    public required IncomingScope Scope { get; init; }

    public required IncomingAttributes Resource { get; init; }
}
