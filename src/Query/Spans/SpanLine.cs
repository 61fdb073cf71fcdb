using System.Text.Json.Serialization;
using Tracehouse.Query.Rows;

namespace Tracehouse.Query.Spans;

/// <summary>A line of <c>GET /v1/spans</c>. Where nothing is known of a word, it is null.</summary>
internal sealed record SpanLine
{
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    [JsonPropertyName("parent_span_id")]
    public string? ParentSpanId { get; init; }

    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("created_at")]
    public DateTime CreatedAt { get; init; }

    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    [JsonPropertyName("ttft_ms")]
    public double? FirstTokenMs { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("level")]
    public required string Level { get; init; }

    [JsonPropertyName("error_type")]
    public string? ErrorType { get; init; }

    [JsonPropertyName("error_message")]
    public string? ErrorMessage { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    [JsonPropertyName("tokens_in")]
    public long? InputTokens { get; init; }

    [JsonPropertyName("tokens_out")]
    public long? OutputTokens { get; init; }

    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; init; }

    [JsonPropertyName("session_id")]
    public string? SessionId { get; init; }

    [JsonPropertyName("tags")]
    public required IReadOnlyList<string> Tags { get; init; }

    [JsonPropertyName("environment")]
    public string? Environment { get; init; }

    [JsonPropertyName("release")]
    public string? Release { get; init; }

    [JsonPropertyName("version")]
    public string? Version { get; init; }

    [JsonPropertyName("trace_name")]
    public string? TraceName { get; init; }

    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    [JsonPropertyName("service_name")]
    public string? ServiceName { get; init; }

    [JsonPropertyName("prompt_name")]
    public string? PromptName { get; init; }

    [JsonPropertyName("prompt_version")]
    public string? PromptVersion { get; init; }

    [JsonPropertyName("input_preview")]
    public required string InputPreview { get; init; }

    [JsonPropertyName("output_preview")]
    public required string OutputPreview { get; init; }

    public static SpanLine From(SpanRow row) => new()
    {
        TraceId = row.TraceId,
        SpanId = row.SpanId,
        ParentSpanId = row.ParentSpanId.Length > 0 ? row.ParentSpanId : null,
        Kind = row.Kind,
        Name = row.Name,
        Source = row.Source,
        CreatedAt = row.StartTime.UtcDateTime,
        LatencyMs = row.LatencyMs,
        FirstTokenMs = row.FirstTokenMs,
        Status = row.Status,
        Level = row.Level,
        ErrorType = row.ErrorType.Length > 0 ? row.ErrorType : null,
        ErrorMessage = row.ErrorMessage.Length > 0 ? row.ErrorMessage : null,
        Model = row.Model,
        Provider = row.Provider,
        InputTokens = row.InputTokens,
        OutputTokens = row.OutputTokens,
        CachedInputTokens = row.CachedInputTokens,
        ReasoningTokens = row.ReasoningTokens,
        InputCostUsd = row.InputCostUsd,
        OutputCostUsd = row.OutputCostUsd,
        CostUsd = row.CostUsd,
        UserId = row.UserId.Length > 0 ? row.UserId : null,
        SessionId = row.SessionId.Length > 0 ? row.SessionId : null,
        Tags = row.Tags,
        Environment = row.Environment.Length > 0 ? row.Environment : null,
        Release = row.Release.Length > 0 ? row.Release : null,
        Version = row.Version.Length > 0 ? row.Version : null,
        TraceName = row.TraceName.Length > 0 ? row.TraceName : null,
        Scope = row.Scope.Length > 0 ? row.Scope : null,
        ServiceName = row.ServiceName.Length > 0 ? row.ServiceName : null,
        PromptName = row.PromptName.Length > 0 ? row.PromptName : null,
        PromptVersion = row.PromptVersion.Length > 0 ? row.PromptVersion : null,
        InputPreview = row.InputPreview,
        OutputPreview = row.OutputPreview,
    };
}

/// <summary>The answer of <c>GET /v1/spans</c>, newest first.</summary>
internal sealed record SpanPage(
    [property: JsonPropertyName("spans")] IReadOnlyList<SpanLine> Spans,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);
