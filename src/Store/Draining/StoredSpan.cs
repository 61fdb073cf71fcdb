using System.Text.Json.Serialization;

namespace Tracehouse.Store.Draining;

/// <summary>A span that is in a table.</summary>
internal readonly record struct StoredSpan(
    [property: JsonPropertyName("trace_id")] string TraceId,
    [property: JsonPropertyName("span_id")] string SpanId);

[JsonSerializable(typeof(StoredSpan))]
internal sealed partial class DrainingJson : JsonSerializerContext;
