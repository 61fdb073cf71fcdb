using System.Text.Json.Serialization;
using Tracehouse.Query.Rows;

namespace Tracehouse.Query.Trees;

[JsonSerializable(typeof(TreeRow))]
[JsonSerializable(typeof(SpanCount))]
internal sealed partial class TreesJson : JsonSerializerContext;

/// <summary>How many spans a trace has.</summary>
internal sealed record SpanCount([property: JsonPropertyName("spans")] long Spans);
