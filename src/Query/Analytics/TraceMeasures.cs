using System.Text.Json.Serialization;

namespace Tracehouse.Query.Analytics;

/// <summary>Sums and distributions of traces that have something in common. Percentiles are the 50th, 90th, 95th and 99th.</summary>
public sealed record TraceMeasures
{
    /// <summary>What they have in common; empty for all.</summary>
    [JsonPropertyName("key")]
    public string Key { get; init; } = "";

    [JsonPropertyName("traces")]
    public long Traces { get; init; }

    [JsonPropertyName("failures")]
    public long Failures { get; init; }

    /// <summary>How many were answered as streams.</summary>
    [JsonPropertyName("streams")]
    public long Streams { get; init; }

    [JsonPropertyName("tokens_in")]
    public long InputTokens { get; init; }

    [JsonPropertyName("tokens_out")]
    public long OutputTokens { get; init; }

    /// <summary>US dollars, as far as prices are known.</summary>
    [JsonPropertyName("cost_usd")]
    public double CostUsd { get; init; }

    [JsonPropertyName("latency_avg_ms")]
    public double LatencyAverageMs { get; init; }

    [JsonPropertyName("latency_q")]
    public IReadOnlyList<double> LatencyMs { get; init; } = [0, 0, 0, 0];

    [JsonPropertyName("latency_std_ms")]
    public double LatencyDeviationMs { get; init; }

    [JsonPropertyName("ttft_avg_ms")]
    public double FirstTokenAverageMs { get; init; }

    [JsonPropertyName("ttft_q")]
    public IReadOnlyList<double> FirstTokenMs { get; init; } = [0, 0, 0, 0];

    [JsonPropertyName("ttft_std_ms")]
    public double FirstTokenDeviationMs { get; init; }

    [JsonPropertyName("input_tokens_q")]
    public IReadOnlyList<double> InputTokensOfTrace { get; init; } = [0, 0, 0, 0];

    [JsonPropertyName("input_tokens_std")]
    public double InputTokensDeviation { get; init; }

    [JsonPropertyName("output_tokens_q")]
    public IReadOnlyList<double> OutputTokensOfTrace { get; init; } = [0, 0, 0, 0];

    [JsonPropertyName("output_tokens_std")]
    public double OutputTokensDeviation { get; init; }

    [JsonPropertyName("cost_q")]
    public IReadOnlyList<double> CostOfTrace { get; init; } = [0, 0, 0, 0];

    [JsonPropertyName("cost_std")]
    public double CostDeviation { get; init; }
}
