using System.Text.Json.Serialization;

namespace Tracehouse.Store.Traces;

/// <summary>When the spans of a trace began, in microseconds since 1970.</summary>
internal sealed record TraceTimes(
    [property: JsonPropertyName("trace_id")] string TraceId,
    [property: JsonPropertyName("first_start")] long First,
    [property: JsonPropertyName("last_start")] long Last);

/// <summary>A row that stands for a trace, and how often.</summary>
internal sealed record LiveRow(
    [property: JsonPropertyName("trace_id")] string TraceId,
    [property: JsonPropertyName("bytes")] byte[] Bytes,
    [property: JsonPropertyName("count")] int Count);

[JsonSerializable(typeof(StoredNode))]
[JsonSerializable(typeof(TraceTimes))]
[JsonSerializable(typeof(LiveRow))]
internal sealed partial class TracesJson : JsonSerializerContext;
