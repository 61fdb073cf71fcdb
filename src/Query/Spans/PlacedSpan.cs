using System.Text.Json.Serialization;

namespace Tracehouse.Query.Spans;

/// <summary>A span and the trace that it is in.</summary>
internal sealed record PlacedSpan([property: JsonPropertyName("span_id")] string SpanId, [property: JsonPropertyName("trace_id")] string TraceId);
