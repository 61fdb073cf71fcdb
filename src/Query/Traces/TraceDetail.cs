using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Tracehouse.Query.Rows;

namespace Tracehouse.Query.Traces;

/// <summary>Everything about one trace.</summary>
public sealed record TraceDetail : SpanRow
{
    [JsonPropertyName("project")]
    public required string Project { get; init; }

    /// <summary>Its id in addresses: the trace's own, with the span's behind a dash when it is part of a caller's trace.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    /// <summary>The upstream's status; 0 when it never answered.</summary>
    [JsonPropertyName("http_status")]
    public int HttpStatus { get; init; }

    [JsonPropertyName("model_asked")]
    public string ModelAsked { get; init; } = "";

    [JsonPropertyName("routing_alias")]
    public string? RoutingAlias { get; init; }

    [JsonPropertyName("cluster_id")]
    public int? ClusterId { get; init; }

    [JsonPropertyName("is_stream")]
    public bool IsStream { get; init; }

    [JsonPropertyName("finish_reason")]
    public string FinishReason { get; init; } = "";

    [JsonPropertyName("price_version")]
    public string PriceVersion { get; init; } = "";

    /// <summary>False when what was said was not to be kept; its texts and messages are then empty.</summary>
    [JsonPropertyName("content_kept")]
    public bool IsContentKept { get; init; } = true;

    [JsonPropertyName("input_text")]
    public string InputText { get => SaidText.OfInput(field, InputMessages); init; } = "";

    [JsonPropertyName("output_text")]
    public string OutputText { get => SaidText.OfOutput(field, OutputMessages); init; } = "";

    /// <summary>A JSON array of messages in the shape of the OpenAI chat API, or empty.</summary>
    [JsonPropertyName("input_messages")]
    public string InputMessages { get; init; } = "";

    /// <summary>A JSON array of messages in the shape of the OpenAI chat API, or empty.</summary>
    [JsonPropertyName("output_messages")]
    public string OutputMessages { get; init; } = "";

    /// <summary>The request's other parameters as a JSON object, or empty.</summary>
    [JsonPropertyName("parameters")]
    public string Parameters { get; init; } = "";

    /// <summary>What was counted beyond input and output tokens, by name.</summary>
    [JsonPropertyName("usage_details")]
    public IReadOnlyDictionary<string, long> UsageDetails { get; init; } = ReadOnlyDictionary<string, long>.Empty;

    /// <summary>Whether the answer came from the response cache.</summary>
    [JsonPropertyName("is_cached")]
    public bool IsCached { get; init; }

    /// <summary>The API key that the caller used, or empty.</summary>
    [JsonPropertyName("key_id")]
    public string KeyId { get; init; } = "";

    /// <summary>Every try at an upstream as a JSON array, or empty when there was at most one.</summary>
    [JsonPropertyName("attempts")]
    public string Attempts { get; init; } = "";

    /// <summary>What the caller attached as a JSON object, or empty.</summary>
    [JsonPropertyName("metadata")]
    public string Metadata { get; init; } = "";

    /// <summary>What nobody understood, as a JSON object, or empty.</summary>
    [JsonPropertyName("attributes")]
    public string Attributes { get; init; } = "";

    /// <summary>What happened within the span, as a JSON array, or empty.</summary>
    [JsonPropertyName("events")]
    public string Events { get; init; } = "";
}
