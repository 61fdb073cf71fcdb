using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Store.Repricing;

/// <summary>What a table knows of the spending of a call.</summary>
internal sealed record PricedSpan
{
    [JsonPropertyName("trace_id")]
    public required string TraceId { get; init; }

    [JsonPropertyName("span_id")]
    public required string SpanId { get; init; }

    /// <summary>When it began, in microseconds since 1970.</summary>
    [JsonPropertyName("start_microseconds")]
    public long StartMicroseconds { get; init; }

    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("input_tokens")]
    public long? InputTokens { get; init; }

    [JsonPropertyName("output_tokens")]
    public long? OutputTokens { get; init; }

    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    [JsonPropertyName("usage_details")]
    public required Dictionary<string, long> UsageDetails { get; init; }

    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    [JsonPropertyName("total_cost_usd")]
    public decimal? TotalCostUsd { get; init; }

    [JsonPropertyName("price_version")]
    public required string PriceVersion { get; init; }

    [JsonIgnore]
    public DateTimeOffset StartTime => DateTimeOffset.UnixEpoch.AddMicroseconds(StartMicroseconds);

    [JsonIgnore]
    public TokenUsage Usage => new()
    {
        Input = InputTokens, Output = OutputTokens, CachedInput = CachedInputTokens, Reasoning = ReasoningTokens, Details = UsageDetails,
    };

    /// <summary>Whether this is what it costs already.</summary>
    public bool Has(Cost cost) => InputCostUsd == cost.InputUsd && OutputCostUsd == cost.OutputUsd && PriceVersion == cost.PriceVersion;
}

/// <summary>Something of a run that a table of the system knows.</summary>
/// <param name="Id">Its name there.</param>
/// <param name="Fault">Why it does not get on; empty when it does.</param>
internal sealed record RepricingTrace([property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("fault")] string Fault);

[JsonSerializable(typeof(PricedSpan))]
[JsonSerializable(typeof(RepricingTrace))]
internal sealed partial class RepricingJson : JsonSerializerContext;
