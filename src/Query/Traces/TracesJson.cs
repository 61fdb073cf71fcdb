using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

[JsonSerializable(typeof(TraceSummary))]
[JsonSerializable(typeof(TraceDetail))]
[JsonSerializable(typeof(StoredContent))]
[JsonSerializable(typeof(StoredMessage))]
[JsonSerializable(typeof(SpanContent))]
[JsonSerializable(typeof(SpanLog))]
[JsonSerializable(typeof(TraceCount))]
[JsonSerializable(typeof(TraceBucket))]
[JsonSerializable(typeof(TraceFacet))]
[JsonSerializable(typeof(FoundTrace))]
[JsonSerializable(typeof(FoundSpan))]
[JsonSerializable(typeof(WordHits))]
internal sealed partial class TracesJson : JsonSerializerContext;

/// <summary>A trace in which a word was said.</summary>
internal sealed record FoundTrace([property: JsonPropertyName("trace_id")] string TraceId);

/// <summary>A span in which a word was said.</summary>
internal sealed record FoundSpan([property: JsonPropertyName("span_id")] string SpanId);
