using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
using Tracehouse.Query.Rows;

namespace Tracehouse.Query.Traces;

/// <summary>One line of a list of traces: the trace as a whole.</summary>
public sealed record TraceSummary : WorkRow
{
    /// <summary>The trace, as it stands in addresses.</summary>
    [JsonPropertyName("request_id")]
    public required string RequestId { get; init; }

    /// <summary>All models that were asked.</summary>
    [JsonPropertyName("models")]
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>The alias that was asked for, or empty.</summary>
    [JsonPropertyName("routing_alias")]
    public string RoutingAlias { get; init; } = "";

    [JsonPropertyName("cached_input_tokens")]
    public long? CachedInputTokens { get; init; }

    [JsonPropertyName("reasoning_tokens")]
    public long? ReasoningTokens { get; init; }

    [JsonPropertyName("input_cost_usd")]
    public decimal? InputCostUsd { get; init; }

    [JsonPropertyName("output_cost_usd")]
    public decimal? OutputCostUsd { get; init; }

    /// <summary>Calls that are missing in the cost.</summary>
    [JsonPropertyName("unpriced_count")]
    public int UnpricedCount { get; init; }

    /// <summary>How many of its spans failed.</summary>
    [JsonPropertyName("error_count")]
    public int ErrorCount { get; init; }

    /// <summary>How many spans it has.</summary>
    [JsonPropertyName("observation_count")]
    public int ObservationCount { get; init; } = 1;

    /// <summary>How many spans it has of each kind.</summary>
    [JsonPropertyName("kind_counts")]
    public IReadOnlyDictionary<string, int> KindCounts { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    [JsonPropertyName("is_stream")]
    public bool IsStream { get; init; }

    /// <summary>The end user, or empty.</summary>
    [JsonPropertyName("user_id")]
    public string UserId { get; init; } = "";

    /// <summary>The conversation, or empty.</summary>
    [JsonPropertyName("session_id")]
    public string SessionId { get; init; } = "";

    /// <summary>The labels of all its spans.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the caller ran, or empty.</summary>
    [JsonPropertyName("environment")]
    public string Environment { get; init; } = "";

    /// <summary>The release of the caller's program, or empty.</summary>
    [JsonPropertyName("release")]
    public string Release { get; init; } = "";

    /// <summary>The version of the piece of that program, or empty.</summary>
    [JsonPropertyName("version")]
    public string Version { get; init; } = "";

    /// <summary>The program that reported it, or empty.</summary>
    [JsonPropertyName("service_name")]
    public string ServiceName { get; init; } = "";

    /// <summary>The span without a parent; empty while there is none.</summary>
    [JsonPropertyName("root_span_id")]
    public string RootSpanId { get; init; } = "";

    /// <summary>False when of any span it was not to be kept what was said.</summary>
    [JsonPropertyName("content_kept")]
    public bool IsContentKept { get; init; } = true;

    /// <summary>One for a row that says how the trace is, minus one for a row that takes an earlier one back.</summary>
    [JsonInclude]
    [JsonPropertyName("sign")]
    internal int Sign { get; init; } = 1;

    /// <summary>What the list is sorted by; empty when by time.</summary>
    [JsonInclude]
    [JsonPropertyName("sort_value")]
    internal string SortValue { get; init; } = "";
}
