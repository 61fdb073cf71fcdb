using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

[JsonSerializable(typeof(TraceSummary))]
[JsonSerializable(typeof(TraceDetail))]
[JsonSerializable(typeof(SpanContent))]
[JsonSerializable(typeof(SpanLog))]
[JsonSerializable(typeof(TraceCount))]
[JsonSerializable(typeof(TraceBucket))]
[JsonSerializable(typeof(TraceFacet))]
internal sealed partial class TracesJson : JsonSerializerContext;
