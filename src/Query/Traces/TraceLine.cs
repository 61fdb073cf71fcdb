using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>A line of <c>GET /v1/traces</c>: first the nine fields that OpenTracy documents, then what is ours.</summary>
internal sealed record TraceLine
{
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    [JsonPropertyName("tokens_in")]
    public long? TokensIn { get; init; }

    [JsonPropertyName("tokens_out")]
    public long? TokensOut { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("created_at")]
    public DateTime CreatedAt { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>What the root stands for, such as <c>agent</c>.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("level")]
    public required string Level { get; init; }

    /// <summary>How many spans it has.</summary>
    [JsonPropertyName("observation_count")]
    public int ObservationCount { get; init; }

    /// <summary>How many of them failed.</summary>
    [JsonPropertyName("error_count")]
    public int ErrorCount { get; init; }

    /// <summary>How many of them there are of each kind.</summary>
    [JsonPropertyName("kind_counts")]
    public required IReadOnlyDictionary<string, int> KindCounts { get; init; }

    [JsonPropertyName("models")]
    public required IReadOnlyList<string> Models { get; init; }

    [JsonPropertyName("total_tokens")]
    public long? TotalTokens { get; init; }

    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    /// <summary>Calls that are missing in the cost, because their price is not known.</summary>
    [JsonPropertyName("unpriced_calls")]
    public int UnpricedCalls { get; init; }

    [JsonPropertyName("ttft_ms")]
    public double? FirstTokenMs { get; init; }

    [JsonPropertyName("error_type")]
    public string? ErrorType { get; init; }

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

    [JsonPropertyName("service_name")]
    public string? ServiceName { get; init; }

    [JsonPropertyName("routing_alias")]
    public string? RoutingAlias { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The beginning of what went in.</summary>
    [JsonPropertyName("input_preview")]
    public required string InputPreview { get; init; }

    /// <summary>The beginning of what came out.</summary>
    [JsonPropertyName("output_preview")]
    public required string OutputPreview { get; init; }

    public static TraceLine From(TraceSummary trace) => new()
    {
        RequestId = trace.RequestId,
        Model = trace.Model,
        Provider = trace.Provider,
        TokensIn = trace.InputTokens,
        TokensOut = trace.OutputTokens,
        CostUsd = trace.CostUsd,
        LatencyMs = trace.LatencyMs,
        Status = trace.Status,
        CreatedAt = trace.StartTime.UtcDateTime,
        Name = OrNull(trace.Name),
        Kind = trace.Kind,
        Level = trace.Level,
        ObservationCount = trace.ObservationCount,
        ErrorCount = trace.ErrorCount,
        KindCounts = trace.KindCounts,
        Models = trace.Models,
        TotalTokens = trace.InputTokens is null && trace.OutputTokens is null ? null : (trace.InputTokens ?? 0) + (trace.OutputTokens ?? 0),
        CachedInputTokens = trace.CachedInputTokens,
        ReasoningTokens = trace.ReasoningTokens,
        InputCostUsd = trace.InputCostUsd,
        OutputCostUsd = trace.OutputCostUsd,
        UnpricedCalls = trace.UnpricedCount,
        FirstTokenMs = trace.FirstTokenMs,
        ErrorType = OrNull(trace.ErrorType),
        UserId = OrNull(trace.UserId),
        SessionId = OrNull(trace.SessionId),
        Tags = trace.Tags,
        Environment = OrNull(trace.Environment),
        Release = OrNull(trace.Release),
        Version = OrNull(trace.Version),
        ServiceName = OrNull(trace.ServiceName),
        RoutingAlias = OrNull(trace.RoutingAlias),
        Source = trace.Source,
        InputPreview = trace.InputPreview,
        OutputPreview = trace.OutputPreview,
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
