using System.Text.Json.Serialization;

namespace Tracehouse.Query.Groups;

/// <summary>Traces that have something in common, summed up.</summary>
public sealed record TraceGroup
{
    /// <summary>What they have in common.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>Who ran the model; empty unless they are grouped by model.</summary>
    [JsonPropertyName("run_by")]
    public string Provider { get; init; } = "";

    /// <summary>How many traces.</summary>
    [JsonPropertyName("traces")]
    public long Traces { get; init; }

    /// <summary>How many of them failed.</summary>
    [JsonPropertyName("failures")]
    public long Failures { get; init; }

    /// <summary>How many calls of models, or, unless they are grouped by model, spans.</summary>
    [JsonPropertyName("observations")]
    public long Observations { get; init; }

    /// <summary>Null when nobody said.</summary>
    [JsonPropertyName("tokens_in")]
    public long? InputTokens { get; init; }

    /// <summary>Null when nobody said.</summary>
    [JsonPropertyName("tokens_out")]
    public long? OutputTokens { get; init; }

    /// <summary>US dollars, as far as prices are known; null when none is.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>Calls that are missing in the cost.</summary>
    [JsonPropertyName("unpriced")]
    public long UnpricedCalls { get; init; }

    /// <summary>When the first of them began.</summary>
    [JsonPropertyName("first_start")]
    public DateTimeOffset FirstStart { get; init; }

    /// <summary>When the last of them began.</summary>
    [JsonPropertyName("last_start")]
    public DateTimeOffset LastStart { get; init; }

    /// <summary>How many users there were.</summary>
    [JsonPropertyName("users")]
    public long Users { get; init; }

    /// <summary>How many conversations there were.</summary>
    [JsonPropertyName("sessions")]
    public long Sessions { get; init; }

    /// <summary>The user, when there was but one; of several, any.</summary>
    [JsonPropertyName("any_user")]
    public string UserId { get; init; } = "";

    /// <summary>Where the caller ran, when that was but one place; of several, any.</summary>
    [JsonPropertyName("any_environment")]
    public string Environment { get; init; } = "";

    [JsonInclude]
    [JsonPropertyName("total")]
    internal long Total { get; init; }
}
