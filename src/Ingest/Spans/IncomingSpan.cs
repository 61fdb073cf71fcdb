namespace Tracehouse.Ingest.Spans;

/// <summary>One span as it came, whatever carried it.</summary>
public sealed record IncomingSpan
{
    /// <summary>Lower-case hex digits when it came by OTLP.</summary>
    public required string TraceId { get; init; }

    /// <summary>Lower-case hex digits when it came by OTLP.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span that caused it; null for a root.</summary>
    public string? ParentSpanId { get; init; }

    public required string Name { get; init; }

    /// <summary>How it came; null for OTLP.</summary>
    public string? Source { get; init; }

    /// <summary>OTLP's number: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public required int Kind { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Null for a span that has not ended.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>OTLP's number: 0 unset, 1 ok, 2 error.</summary>
    public int StatusCode { get; init; }

    public string? StatusMessage { get; init; }

    public string? TraceState { get; init; }

    public required IncomingAttributes Attributes { get; init; }

    public required IReadOnlyList<IncomingEvent> Events { get; init; }

    public required IncomingScope Scope { get; init; }

    public required IncomingAttributes Resource { get; init; }

    /// <summary>Attributes that are missing, because its sender or a limit here left them out.</summary>
    public int DroppedAttributes { get; init; }

    /// <summary>Events that are missing, because its sender or a limit here left them out.</summary>
    public int DroppedEvents { get; init; }
}
