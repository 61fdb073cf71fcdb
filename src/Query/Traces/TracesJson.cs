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
[JsonSerializable(typeof(WordHits))]
internal sealed partial class TracesJson : JsonSerializerContext;

/// <summary>A trace in which a word was said.</summary>
internal sealed record FoundTrace([property: JsonPropertyName("trace_id")] string TraceId);

/// <summary>How many messages have a word.</summary>
internal sealed record WordHits([property: JsonPropertyName("hits")] long Hits);
