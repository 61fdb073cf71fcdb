using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>What happened in one stretch of time.</summary>
public sealed record TraceBucket
{
    [JsonPropertyName("start")]
    public DateTimeOffset Start { get; init; }

    [JsonPropertyName("calls")]
    public long Calls { get; init; }

    [JsonPropertyName("failures")]
    public long Failures { get; init; }

    /// <summary>US dollars of the calls whose price is known; null when none is.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("latency_p50_ms")]
    public double LatencyP50Ms { get; init; }

    [JsonPropertyName("latency_p95_ms")]
    public double LatencyP95Ms { get; init; }
}
