using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Query.Scores;

namespace Tracehouse.Query.Traces;

/// <summary>The answer of <c>GET /v1/traces/{id}</c>: the fields of a line, those of OpenTracy's concept page under their own names, and what is ours.</summary>
internal sealed record TraceBody
{
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

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

    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    [JsonPropertyName("created_at")]
    public DateTime CreatedAt { get; init; }

    [JsonPropertyName("timestamp")]
    public DateTime Timestamp { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("model_asked")]
    public required string ModelAsked { get; init; }

    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    /// <summary>When it is false, texts and messages are left out.</summary>
    [JsonPropertyName("content_kept")]
    public bool IsContentKept { get; init; }

    [JsonPropertyName("input_text")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InputText { get; init; }

    [JsonPropertyName("output_text")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OutputText { get; init; }

    [JsonPropertyName("input_messages")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? InputMessages { get; init; }

    [JsonPropertyName("output_messages")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? OutputMessages { get; init; }

    [JsonPropertyName("parameters")]
    public JsonElement Parameters { get; init; }

    [JsonPropertyName("metadata")]
    public JsonElement Metadata { get; init; }

    [JsonPropertyName("tokens_in")]
    public long? TokensIn { get; init; }

    [JsonPropertyName("tokens_out")]
    public long? TokensOut { get; init; }

    [JsonPropertyName("input_tokens")]
    public long? InputTokens { get; init; }

    [JsonPropertyName("output_tokens")]
    public long? OutputTokens { get; init; }

    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    [JsonPropertyName("usage_details")]
    public required IReadOnlyDictionary<string, long> UsageDetails { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    [JsonPropertyName("total_cost_usd")]
    public decimal? TotalCostUsd { get; init; }

    [JsonPropertyName("price_version")]
    public string? PriceVersion { get; init; }

    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    [JsonPropertyName("ttft_ms")]
    public double? FirstTokenMs { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("http_status")]
    public int? HttpStatus { get; init; }

    [JsonPropertyName("error")]
    public TraceError? Error { get; init; }

    [JsonPropertyName("finish_reason")]
    public string? FinishReason { get; init; }

    [JsonPropertyName("is_stream")]
    public bool IsStream { get; init; }

    [JsonPropertyName("routing_alias")]
    public string? RoutingAlias { get; init; }

    [JsonPropertyName("cluster_id")]
    public int? ClusterId { get; init; }

    /// <summary>Every try at an upstream; empty when there was at most one.</summary>
    [JsonPropertyName("attempts")]
    public JsonElement Attempts { get; init; }

    [JsonPropertyName("is_cached")]
    public bool IsCached { get; init; }

    [JsonPropertyName("key_id")]
    public string? KeyId { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("user_id")]
    public string? UserId { get; init; }

    [JsonPropertyName("session_id")]
    public string? SessionId { get; init; }

    [JsonPropertyName("tags")]
    public required IReadOnlyList<string> Tags { get; init; }

    [JsonPropertyName("level")]
    public required string Level { get; init; }

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

    /// <summary>What else the span said and nobody understood.</summary>
    [JsonPropertyName("attributes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Attributes { get; init; }

    /// <summary>What happened within the span.</summary>
    [JsonPropertyName("events")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Events { get; init; }

    /// <summary>What it was judged; of a trace, all judgements of it and of its spans.</summary>
    [JsonPropertyName("scores")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ScoreLine>? Scores { get; init; }

    /// <summary>Of a trace: how many spans it has.</summary>
    [JsonPropertyName("observation_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ObservationCount { get; init; }

    /// <summary>Of a trace: how many of its spans failed.</summary>
    [JsonPropertyName("error_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ErrorCount { get; init; }

    /// <summary>Of a trace: how many spans it has of each kind.</summary>
    [JsonPropertyName("kind_counts")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, int>? KindCounts { get; init; }

    /// <summary>Of a trace: all models that were asked.</summary>
    [JsonPropertyName("models")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Of a trace: what it spent, each call counted once.</summary>
    [JsonPropertyName("totals")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TotalsBody? Totals { get; init; }

    /// <summary>Of a trace: its spans in reading order, each before those below it; a window of them when there are many.</summary>
    [JsonPropertyName("observations")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ObservationLine>? Observations { get; init; }

    /// <summary>Of a trace: where the next window of its spans begins; absent when this is the last.</summary>
    [JsonPropertyName("next_cursor")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NextCursor { get; init; }
}

/// <summary>Why a trace did not succeed.</summary>
internal sealed record TraceError(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(TraceList))]
[JsonSerializable(typeof(TraceBody))]
[JsonSerializable(typeof(SpanList))]
internal sealed partial class TraceContractsJson : JsonSerializerContext
{
    private const int DepthMax = 1100;

    /// <summary>Leaves text readable: the answers are JSON and never HTML, so nothing but what JSON demands is escaped.</summary>
    public static TraceContractsJson Readable { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DepthMax });
}
