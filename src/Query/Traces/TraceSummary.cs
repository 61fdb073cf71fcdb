using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>One line of a list of traces.</summary>
public sealed record TraceSummary
{
    /// <summary>Its id in addresses: the trace's own, with the span's behind a dash when it is part of a caller's trace.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    /// <summary>Null when the provider did not say.</summary>
    [JsonPropertyName("input_tokens")]
    public long? InputTokens { get; init; }

    /// <summary>Null when the provider did not say.</summary>
    [JsonPropertyName("output_tokens")]
    public long? OutputTokens { get; init; }

    /// <summary>US dollars; null when the price is not known, which is not zero.</summary>
    [JsonPropertyName("total_cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    /// <summary>Time to first token; null when the answer did not come as a stream.</summary>
    [JsonPropertyName("ttft_ms")]
    public double? FirstTokenMs { get; init; }

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("start_time")]
    public DateTimeOffset StartTime { get; init; }

    /// <summary>Empty on success.</summary>
    [JsonPropertyName("error_type")]
    public string ErrorType { get; init; } = "";

    [JsonPropertyName("is_stream")]
    public bool IsStream { get; init; }

    /// <summary>The first 200 bytes of the input text.</summary>
    [JsonPropertyName("input_preview")]
    public string InputPreview { get; init; } = "";

    /// <summary>The first 200 bytes of the output text.</summary>
    [JsonPropertyName("output_preview")]
    public string OutputPreview { get; init; } = "";
}
