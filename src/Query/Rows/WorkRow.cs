using System.Text.Json.Serialization;

namespace Tracehouse.Query.Rows;

/// <summary>What the store tells of work, be it one span or a whole trace.</summary>
public abstract record WorkRow
{
    /// <summary>What it stands for, such as <c>generation</c> or <c>tool</c>; of a trace, what its root stands for.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>A short name for people.</summary>
    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

    /// <summary>How it came to us.</summary>
    [JsonPropertyName("source")]
    public string Source { get; init; } = "";

    /// <summary>When it began, in UTC.</summary>
    [JsonPropertyName("start_time")]
    public DateTimeOffset StartTime { get; init; }

    /// <summary>From its start to its end, in milliseconds.</summary>
    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    /// <summary>Time to first token, in milliseconds; null when the answer did not come as a stream.</summary>
    [JsonPropertyName("ttft_ms")]
    public double? FirstTokenMs { get; init; }

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>How much it matters: <c>debug</c>, <c>default</c>, <c>warning</c> or <c>error</c>.</summary>
    [JsonPropertyName("level")]
    public string Level { get; init; } = "default";

    /// <summary>Empty on success.</summary>
    [JsonPropertyName("error_type")]
    public string ErrorType { get; init; } = "";

    /// <summary>The concrete model that answered, or empty.</summary>
    [JsonPropertyName("model")]
    public string Model { get; init; } = "";

    /// <summary>Who ran the model, or empty.</summary>
    [JsonPropertyName("provider")]
    public string Provider { get; init; } = "";

    /// <summary>Null when nobody said.</summary>
    [JsonPropertyName("input_tokens")]
    public long? InputTokens { get; init; }

    /// <summary>Null when nobody said.</summary>
    [JsonPropertyName("output_tokens")]
    public long? OutputTokens { get; init; }

    /// <summary>US dollars; null when no price is known, which is not zero.</summary>
    [JsonPropertyName("total_cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>The first 200 bytes of what went in.</summary>
    [JsonPropertyName("input_preview")]
    public string InputPreview { get; init; } = "";

    /// <summary>The first 200 bytes of what came out.</summary>
    [JsonPropertyName("output_preview")]
    public string OutputPreview { get; init; } = "";
}
