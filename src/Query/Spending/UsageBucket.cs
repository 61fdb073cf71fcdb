using System.Text.Json.Serialization;

namespace Tracehouse.Query.Spending;

/// <summary>What was spent in a stretch of time.</summary>
public sealed record UsageBucket
{
    /// <summary>When it begins.</summary>
    [JsonPropertyName("start")]
    public DateTimeOffset Start { get; init; }

    [JsonPropertyName("model")]
    public string Model { get; init; } = "";

    /// <summary>The value of the label; empty where there is none.</summary>
    [JsonPropertyName("tag")]
    public string Tag { get; init; } = "";

    [JsonPropertyName("traces")]
    public long Traces { get; init; }

    [JsonPropertyName("tokens")]
    public long Tokens { get; init; }

    /// <summary>US dollars, as far as prices are known.</summary>
    [JsonPropertyName("cost")]
    public decimal CostUsd { get; init; }
}
