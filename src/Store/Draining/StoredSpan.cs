using System.Text.Json.Serialization;

namespace Tracehouse.Store.Draining;

/// <summary>A span that is in a table.</summary>
internal readonly record struct StoredSpan(
    [property: JsonPropertyName("trace_id")] string TraceId,
    [property: JsonPropertyName("span_id")] string SpanId);

/// <summary>The newest span that is there.</summary>
internal readonly record struct LatestSpan([property: JsonPropertyName("latest")] DateTimeOffset StartTime);

[JsonSerializable(typeof(StoredSpan))]
[JsonSerializable(typeof(LatestSpan))]
internal sealed partial class DrainingJson : JsonSerializerContext;
