using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>A value to filter by.</summary>
public sealed record TraceFacet
{
    /// <summary><c>model</c>, <c>provider</c>, <c>status</c>, <c>routing_alias</c>, <c>environment</c>, <c>level</c> or <c>name</c>.</summary>
    [JsonPropertyName("field")]
    public required string Field { get; init; }

    [JsonPropertyName("value")]
    public required string Value { get; init; }

    /// <summary>How many traces have it.</summary>
    [JsonPropertyName("traces")]
    public long Traces { get; init; }
}
