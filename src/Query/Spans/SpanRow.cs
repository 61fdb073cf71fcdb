using System.Text.Json.Serialization;

namespace Tracehouse.Query.Spans;

/// <summary>A line of a list of spans, as the store tells it.</summary>
internal sealed record SpanRow
{
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

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

    [JsonPropertyName("level")]
    public string Level { get; init; } = "default";

    [JsonPropertyName("error_type")]
    public string ErrorType { get; init; } = "";

    [JsonPropertyName("error_message")]
    public string ErrorMessage { get; init; } = "";

    [JsonPropertyName("model")]
    public string Model { get; init; } = "";

    [JsonPropertyName("provider")]
    public string Provider { get; init; } = "";

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

    [JsonPropertyName("total_cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("user_id")]
    public string UserId { get; init; } = "";

    [JsonPropertyName("session_id")]
    public string SessionId { get; init; } = "";

    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    [JsonPropertyName("environment")]
    public string Environment { get; init; } = "";

    [JsonPropertyName("release")]
    public string Release { get; init; } = "";

    [JsonPropertyName("version")]
    public string Version { get; init; } = "";

    [JsonPropertyName("trace_name")]
    public string TraceName { get; init; } = "";

    [JsonPropertyName("scope")]
    public string Scope { get; init; } = "";

    [JsonPropertyName("service_name")]
    public string ServiceName { get; init; } = "";

    [JsonPropertyName("prompt_name")]
    public string PromptName { get; init; } = "";

    [JsonPropertyName("prompt_version")]
    public string PromptVersion { get; init; } = "";

    [JsonPropertyName("input_preview")]
    public string InputPreview { get; init; } = "";

    [JsonPropertyName("output_preview")]
    public string OutputPreview { get; init; } = "";
}
