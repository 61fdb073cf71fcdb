using System.Text.Json.Serialization;
using Tracehouse.Query.Rows;

namespace Tracehouse.Query.Trees;

[JsonSerializable(typeof(TreeRow))]
[JsonSerializable(typeof(SpanCount))]
[JsonSerializable(typeof(TraceWindow))]
internal sealed partial class TreesJson : JsonSerializerContext;

/// <summary>How many spans a trace has, and what they spent.</summary>
internal sealed record SpanCount(
    [property: JsonPropertyName("spans")] long Spans,
    [property: JsonPropertyName("input_tokens")] long? InputTokens,
    [property: JsonPropertyName("output_tokens")] long? OutputTokens,
    [property: JsonPropertyName("cost_usd")] decimal? CostUsd,
    [property: JsonPropertyName("unpriced")] int Unpriced);
