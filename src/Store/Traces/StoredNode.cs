using System.Text.Json.Serialization;
using Tracehouse.Records;
using Tracehouse.Store.Columns;

namespace Tracehouse.Store.Traces;

/// <summary>A span as its table knows it, as far as its trace needs it.</summary>
internal sealed record StoredNode
{
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    [JsonPropertyName("parent_span_id")]
    public required string ParentSpanId { get; init; }

    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>When it began, in microseconds since 1970.</summary>
    [JsonPropertyName("start")]
    public long StartMicroseconds { get; init; }

    [JsonPropertyName("latency_ms")]
    public double LatencyMs { get; init; }

    [JsonPropertyName("ttft_ms")]
    public double? FirstTokenMs { get; init; }

    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("error_type")]
    public required string ErrorType { get; init; }

    [JsonPropertyName("level")]
    public required string Level { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    [JsonPropertyName("routing_alias")]
    public required string RoutingAlias { get; init; }

    [JsonPropertyName("is_stream")]
    public bool IsStream { get; init; }

    [JsonPropertyName("input_tokens")]
    public long? InputTokens { get; init; }

    [JsonPropertyName("output_tokens")]
    public long? OutputTokens { get; init; }

    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    [JsonPropertyName("total_cost_usd")]
    public decimal? TotalCostUsd { get; init; }

    [JsonPropertyName("user_id")]
    public required string UserId { get; init; }

    [JsonPropertyName("session_id")]
    public required string SessionId { get; init; }

    [JsonPropertyName("tags")]
    public required string[] Tags { get; init; }

    [JsonPropertyName("environment")]
    public required string Environment { get; init; }

    [JsonPropertyName("release")]
    public required string Release { get; init; }

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    [JsonPropertyName("trace_name")]
    public required string TraceName { get; init; }

    [JsonPropertyName("service_name")]
    public required string ServiceName { get; init; }

    [JsonPropertyName("content_kept")]
    public bool IsContentKept { get; init; }

    [JsonPropertyName("input_preview")]
    public required string InputPreview { get; init; }

    [JsonPropertyName("output_preview")]
    public required string OutputPreview { get; init; }

    public TraceNode ToNode() => new()
    {
        SpanId = SpanId,
        ParentSpanId = ParentSpanId.Length == 0 ? null : ParentSpanId,
        Kind = SpanWords.KindOf(Kind),
        Name = Name,
        Source = Source,
        StartTime = DateTimeOffset.UnixEpoch.AddTicks(StartMicroseconds * TimeSpan.TicksPerMicrosecond),
        Duration = Span(LatencyMs),
        TimeToFirstToken = FirstTokenMs is { } first ? Span(first) : null,
        Status = SpanWords.StatusOf(Status),
        ErrorType = ErrorType,
        Level = SpanWords.LevelOf(Level),
        Model = Model,
        Provider = Provider,
        RoutingAlias = RoutingAlias,
        IsStream = IsStream,
        Usage = new TokenUsage { Input = InputTokens, Output = OutputTokens, CachedInput = CachedInputTokens, Reasoning = ReasoningTokens },
        InputCostUsd = InputCostUsd,
        OutputCostUsd = OutputCostUsd,
        TotalCostUsd = TotalCostUsd,
        UserId = UserId,
        SessionId = SessionId,
        Tags = Tags,
        Environment = Environment,
        Release = Release,
        Version = Version,
        TraceName = TraceName,
        ServiceName = ServiceName,
        IsContentKept = IsContentKept,
        InputPreview = Utf8Text.From(InputPreview),
        OutputPreview = Utf8Text.From(OutputPreview),
    };

    private static TimeSpan Span(double milliseconds) => new((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));
}
