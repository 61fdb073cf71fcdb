using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Datasets.Items;

/// <summary>A collection of examples.</summary>
public sealed record Dataset
{
    /// <summary>Its id; a UUID where nobody chose another.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>Names it among those of its project.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Any JSON.</summary>
    [JsonPropertyName("metadata")]
    public JsonElement? Metadata { get; init; }

    /// <summary>A JSON Schema that inputs follow; null when they may be anything.</summary>
    [JsonPropertyName("input_schema")]
    public JsonElement? InputSchema { get; init; }

    /// <summary>A JSON Schema that expected outputs follow; null when they may be anything.</summary>
    [JsonPropertyName("expected_output_schema")]
    public JsonElement? ExpectedOutputSchema { get; init; }

    /// <summary>True when it is kept only to be looked at.</summary>
    [JsonPropertyName("is_archived")]
    public bool IsArchived { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("created_at")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; its items do not count.</summary>
    [JsonPropertyName("changed_at")]
    public DateTimeOffset ChangedAt { get; init; }
}
