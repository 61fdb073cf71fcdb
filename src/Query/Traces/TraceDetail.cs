using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>Everything about one trace.</summary>
public sealed record TraceDetail
{
    [JsonPropertyName("project")]
    public required string Project { get; init; }

    /// <summary>Its id in addresses: the trace's own, with the span's behind a dash when it is part of a caller's trace.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    /// <summary>The span that caused it; empty for a root.</summary>
    [JsonPropertyName("parent_span_id")]
    public string ParentSpanId { get; init; } = "";

    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    [JsonPropertyName("source")]
    public string Source { get; init; } = "";

    [JsonPropertyName("start_time")]
    public DateTimeOffset StartTime { get; init; }

    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    [JsonPropertyName("ttft_ms")]
    public double? FirstTokenMs { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("error_type")]
    public string ErrorType { get; init; } = "";

    [JsonPropertyName("error_message")]
    public string ErrorMessage { get; init; } = "";

    /// <summary>The upstream's status; 0 when it never answered.</summary>
    [JsonPropertyName("http_status")]
    public int HttpStatus { get; init; }

    [JsonPropertyName("model_asked")]
    public string ModelAsked { get; init; } = "";

    [JsonPropertyName("model")]
    public string Model { get; init; } = "";

    [JsonPropertyName("provider")]
    public string Provider { get; init; } = "";

    [JsonPropertyName("routing_alias")]
    public string? RoutingAlias { get; init; }

    [JsonPropertyName("cluster_id")]
    public int? ClusterId { get; init; }

    [JsonPropertyName("is_stream")]
    public bool IsStream { get; init; }

    [JsonPropertyName("finish_reason")]
    public string FinishReason { get; init; } = "";

    [JsonPropertyName("input_tokens")]
    public long? InputTokens { get; init; }

    [JsonPropertyName("output_tokens")]
    public long? OutputTokens { get; init; }

    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    /// <summary>US dollars; null when the price is not known, which is not zero.</summary>
    [JsonPropertyName("total_cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("price_version")]
    public string PriceVersion { get; init; } = "";

    [JsonPropertyName("user_id")]
    public string UserId { get; init; } = "";

    [JsonPropertyName("session_id")]
    public string SessionId { get; init; } = "";

    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init; } = [];

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

    /// <summary>How much it matters: <c>debug</c>, <c>default</c>, <c>warning</c> or <c>error</c>.</summary>
    [JsonPropertyName("level")]
    public string Level { get; init; } = "default";

    /// <summary>Where the caller ran, or empty.</summary>
    [JsonPropertyName("environment")]
    public string Environment { get; init; } = "";

    /// <summary>The release of the caller's program, or empty.</summary>
    [JsonPropertyName("release")]
    public string Release { get; init; } = "";

    /// <summary>The version of the piece of that program, or empty.</summary>
    [JsonPropertyName("version")]
    public string Version { get; init; } = "";

    /// <summary>The name of the whole trace, or empty.</summary>
    [JsonPropertyName("trace_name")]
    public string TraceName { get; init; } = "";

    /// <summary>The library that reported the span, or empty.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get; init; } = "";

    /// <summary>The program that reported the span, or empty.</summary>
    [JsonPropertyName("service_name")]
    public string ServiceName { get; init; } = "";

    /// <summary>The prompt that was used, or empty.</summary>
    [JsonPropertyName("prompt_name")]
    public string PromptName { get; init; } = "";

    /// <summary>Which version of that prompt, or empty.</summary>
    [JsonPropertyName("prompt_version")]
    public string PromptVersion { get; init; } = "";

    /// <summary>What nobody understood, as a JSON object, or empty.</summary>
    [JsonPropertyName("attributes")]
    public string Attributes { get; init; } = "";

    /// <summary>What happened within the span, as a JSON array, or empty.</summary>
    [JsonPropertyName("events")]
    public string Events { get; init; } = "";
}
