using System.Text.Json.Serialization;

namespace Tracehouse.Query.Rows;

/// <summary>A span as a list of spans tells it.</summary>
public record SpanRow : TreeRow
{
    /// <summary>The trace that it belongs to.</summary>
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    /// <summary>Part of the prompt's tokens; null when nobody said.</summary>
    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    /// <summary>Part of the response's tokens; null when nobody said.</summary>
    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    /// <summary>For the prompt; null when the price is not known.</summary>
    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    /// <summary>For the response; null when the price is not known.</summary>
    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    /// <summary>The end user, or empty.</summary>
    [JsonPropertyName("user_id")]
    public string UserId { get; init; } = "";

    /// <summary>The conversation, or empty.</summary>
    [JsonPropertyName("session_id")]
    public string SessionId { get; init; } = "";

    /// <summary>Labels for filtering.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init; } = [];

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
}
