using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Datasets.Items;

/// <summary>One example of a dataset.</summary>
public sealed record DatasetItem
{
    /// <summary>Its id within the project; a UUID where nobody chose another.</summary>
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    /// <summary>The dataset that it is part of. It never changes.</summary>
    [JsonPropertyName("dataset_id")]
    public required string DatasetId { get; init; }

    /// <summary>What goes in; any JSON. Of calls of models a list of messages.</summary>
    [JsonPropertyName("input")]
    public JsonElement? Input { get; init; }

    /// <summary>What came out when it was recorded; any JSON.</summary>
    [JsonPropertyName("output")]
    public JsonElement? Output { get; init; }

    /// <summary>What should come out; any JSON.</summary>
    [JsonPropertyName("expected_output")]
    public JsonElement? ExpectedOutput { get; init; }

    /// <summary>Any JSON.</summary>
    [JsonPropertyName("metadata")]
    public JsonElement? Metadata { get; init; }

    /// <summary>What somebody had to say of it.</summary>
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    /// <summary>The trace that it was made from; null when from none.</summary>
    [JsonPropertyName("source_trace_id")]
    public string? SourceTraceId { get; init; }

    /// <summary>The span of that trace; null when it was made from the trace as a whole.</summary>
    [JsonPropertyName("source_span_id")]
    public string? SourceSpanId { get; init; }

    /// <summary>True when it is not to be used any more.</summary>
    [JsonPropertyName("is_archived")]
    public bool IsArchived { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("created_at")]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this version of it was made.</summary>
    [JsonPropertyName("changed_at")]
    public DateTimeOffset ChangedAt { get; init; }
}
