using System.Text.Json.Serialization;

namespace Tracehouse.Query.Rows;

/// <summary>A span as a tree needs it.</summary>
public record TreeRow : WorkRow
{
    /// <summary>Its own id within the trace.</summary>
    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    /// <summary>The span that caused it; empty for a root.</summary>
    [JsonPropertyName("parent_span_id")]
    public string ParentSpanId { get; init; } = "";

    /// <summary>Empty on success.</summary>
    [JsonPropertyName("error_message")]
    public string ErrorMessage { get; init; } = "";
}
