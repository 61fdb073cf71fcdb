using System.Text.Json.Serialization;

namespace Tracehouse;

/// <summary>A trace in a list. Tokens and costs are those of all its calls; null is "not known".</summary>
public record TraceSummary
{
    /// <summary>The id of the trace.</summary>
    [JsonPropertyName("request_id")]
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>What its first span stands for, such as <c>agent</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The highest level of its spans.</summary>
    public string Level { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>The model that was asked; empty when none was.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whose model it is.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Tokens that went in.</summary>
    public long? TokensIn { get; init; }

    /// <summary>Tokens that came out.</summary>
    public long? TokensOut { get; init; }

    /// <summary>US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>On whose behalf it ran.</summary>
    public string? UserId { get; init; }

    /// <summary>The conversation or run that it belongs to.</summary>
    public string? SessionId { get; init; }

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where it ran.</summary>
    public string? Environment { get; init; }

    /// <summary>The deployment.</summary>
    public string? Release { get; init; }

    /// <summary>The version of the workflow.</summary>
    public string? Version { get; init; }

    /// <summary>How many spans it has.</summary>
    public long? ObservationCount { get; init; }

    /// <summary>How many of them failed.</summary>
    public int? ErrorCount { get; init; }

    /// <summary>The beginning of what went in.</summary>
    public string? InputPreview { get; init; }

    /// <summary>The beginning of what came out.</summary>
    public string? OutputPreview { get; init; }
}
