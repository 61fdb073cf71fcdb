using System.Text.Json.Serialization;

namespace Tracehouse.Query.Spans;

/// <summary>Where a span is.</summary>
internal sealed record SpanPlace
{
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }
}
