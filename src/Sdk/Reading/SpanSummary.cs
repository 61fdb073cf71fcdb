using System.Text.Json.Serialization;

namespace Tracehouse;

/// <summary>A span in a trace. Tokens and costs are those that it says of itself; null is "not known".</summary>
public sealed record SpanSummary
{
    /// <summary>Its id within the trace.</summary>
    [JsonPropertyName("span_id")]
    public required string Id { get; init; }

    /// <summary>The span above it; null for none.</summary>
    [JsonPropertyName("parent_span_id")]
    public string? ParentId { get; init; }

    /// <summary>How many spans are above it.</summary>
    public int Depth { get; init; }

    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it stands for, such as <c>generation</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary><c>success</c>, <c>error</c> or <c>timeout</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>How much it matters.</summary>
    public string Level { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double LatencyMs { get; init; }

    /// <summary>The model that was asked; empty when none was.</summary>
    public string Model { get; init; } = "";

    /// <summary>Tokens that went in.</summary>
    public long? TokensIn { get; init; }

    /// <summary>Tokens that came out.</summary>
    public long? TokensOut { get; init; }

    /// <summary>US dollars.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>The beginning of what went in.</summary>
    public string InputPreview { get; init; } = "";

    /// <summary>The beginning of what came out.</summary>
    public string OutputPreview { get; init; } = "";
}
