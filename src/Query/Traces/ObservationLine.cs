using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Query.Trees;

namespace Tracehouse.Query.Traces;

/// <summary>A span within the answer about its trace.</summary>
internal sealed record ObservationLine
{
    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    [JsonPropertyName("parent_span_id")]
    public string? ParentSpanId { get; init; }

    /// <summary>How many spans are above it.</summary>
    [JsonPropertyName("depth")]
    public int Depth { get; init; }

    /// <summary>How many spans are below it; they follow it.</summary>
    [JsonPropertyName("below")]
    public int Below { get; init; }

    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    [JsonPropertyName("name")]
    public required string Name { get; init; }

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

    [JsonPropertyName("error")]
    public TraceError? Error { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    /// <summary>What it says of itself.</summary>
    [JsonPropertyName("tokens_in")]
    public long? TokensIn { get; init; }

    [JsonPropertyName("tokens_out")]
    public long? TokensOut { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>What it and everything below it spent, each call counted once.</summary>
    [JsonPropertyName("totals")]
    public required TotalsBody Totals { get; init; }

    [JsonPropertyName("input_preview")]
    public required string InputPreview { get; init; }

    [JsonPropertyName("output_preview")]
    public required string OutputPreview { get; init; }

    /// <summary>What was said in it, when it was asked for.</summary>
    [JsonPropertyName("content")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContentBody? Content { get; init; }

    public static ObservationLine From(TreeSpan span) => new()
    {
        SpanId = span.SpanId,
        ParentSpanId = span.ParentSpanId.Length > 0 ? span.ParentSpanId : null,
        Depth = span.Depth,
        Below = span.Below,
        Kind = span.Kind,
        Name = span.Name,
        CreatedAt = span.StartTime.UtcDateTime,
        LatencyMs = span.LatencyMs,
        FirstTokenMs = span.FirstTokenMs,
        Status = span.Status,
        Level = span.Level,
        Error = span.ErrorType.Length > 0 ? new TraceError(span.ErrorType, span.ErrorMessage) : null,
        Model = span.Model,
        Provider = span.Provider,
        TokensIn = span.InputTokens,
        TokensOut = span.OutputTokens,
        CostUsd = span.CostUsd,
        Totals = TotalsBody.From(span.Total),
        InputPreview = span.InputPreview,
        OutputPreview = span.OutputPreview,
    };
}

/// <summary>What a part of a trace spent, each call counted once.</summary>
internal sealed record TotalsBody
{
    [JsonPropertyName("tokens_in")]
    public long? TokensIn { get; init; }

    [JsonPropertyName("tokens_out")]
    public long? TokensOut { get; init; }

    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>Calls that are missing in the cost, because their price is not known.</summary>
    [JsonPropertyName("unpriced_calls")]
    public int UnpricedCalls { get; init; }

    public static TotalsBody From(TreeTotals totals) => new()
    {
        TokensIn = totals.InputTokens,
        TokensOut = totals.OutputTokens,
        CostUsd = totals.CostUsd,
        UnpricedCalls = totals.UnpricedCalls,
    };
}

/// <summary>What was said in a span; null where that was not to be kept.</summary>
internal sealed record ContentBody
{
    [JsonPropertyName("content_kept")]
    public bool IsContentKept { get; init; }

    [JsonPropertyName("input_text")]
    public string? InputText { get; init; }

    [JsonPropertyName("output_text")]
    public string? OutputText { get; init; }

    [JsonPropertyName("input_messages")]
    public JsonElement? InputMessages { get; init; }

    [JsonPropertyName("output_messages")]
    public JsonElement? OutputMessages { get; init; }

    [JsonPropertyName("parameters")]
    public JsonElement Parameters { get; init; }
}

/// <summary>The answer of <c>GET /v1/traces/{id}/spans</c>.</summary>
internal sealed record SpanList
{
    [JsonPropertyName("spans")]
    public required IReadOnlyList<ObservationLine> Spans { get; init; }

    /// <summary>How many spans the trace has.</summary>
    [JsonPropertyName("total")]
    public long Total { get; init; }

    /// <summary>What to give as <c>cursor</c> for the next page; null when there is none.</summary>
    [JsonPropertyName("next_cursor")]
    public string? NextCursor { get; init; }
}
