using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Reading;

/// <summary>A page of <c>GET /v1/traces</c>.</summary>
internal sealed record TracePage(IReadOnlyList<TraceSummary> Traces, string? NextCursor);

/// <summary>What a change of a trace was answered with.</summary>
internal sealed record BatchAnswer(IReadOnlyList<JsonElement>? Errors);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TracePage))]
[JsonSerializable(typeof(TraceDetail))]
[JsonSerializable(typeof(SpanDetail))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ReadingJson : JsonSerializerContext;
