namespace Tracehouse.Ingest.Spans;

/// <summary>Something that happened at a moment within a span.</summary>
public sealed record IncomingEvent
{
    public required string Name { get; init; }

    public required DateTimeOffset Time { get; init; }

    public IncomingAttributes Attributes { get; init; } = IncomingAttributes.None;

    /// <summary>What a log said in its body; null for an event of the span itself.</summary>
    public AttributeValue? Body { get; init; }
}
