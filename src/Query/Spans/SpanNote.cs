using System.Text.Json.Serialization;

namespace Tracehouse.Query.Spans;

/// <summary>What was attached to a span.</summary>
public sealed record SpanNote
{
    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    [JsonPropertyName("source")]
    public string Source { get; init; } = "";

    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the caller attached as a JSON object, or empty.</summary>
    [JsonPropertyName("metadata")]
    public string Metadata { get; init; } = "";

    /// <summary>What nobody understood, as a JSON object, or empty.</summary>
    [JsonPropertyName("attributes")]
    public string Attributes { get; init; } = "";
}
