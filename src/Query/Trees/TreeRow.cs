using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Query.Trees;

/// <summary>A span of a trace as the store tells it.</summary>
internal sealed record TreeRow
{
    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    [JsonPropertyName("parent_span_id")]
    public string ParentSpanId { get; init; } = "";

    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("name")]
    public string Name { get; init; } = "";

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

    [JsonPropertyName("total_cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("input_preview")]
    public string InputPreview { get; init; } = "";

    [JsonPropertyName("output_preview")]
    public string OutputPreview { get; init; } = "";

    /// <summary>Whether it is a log that tells what was said in the span above it, and so no step of its own.</summary>
    [JsonIgnore]
    public bool IsContentLog => ContentLog.Is(Kind == "event" ? SpanKind.Event : SpanKind.Span, Name);
}
