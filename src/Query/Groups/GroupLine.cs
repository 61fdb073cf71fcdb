using System.Text.Json.Serialization;

namespace Tracehouse.Query.Groups;

/// <summary>The sums of a group, as the REST API tells them.</summary>
internal sealed record GroupLine
{
    [JsonPropertyName("session_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SessionId { get; init; }

    [JsonPropertyName("user_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserId { get; init; }

    [JsonPropertyName("model")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    [JsonPropertyName("provider")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provider { get; init; }

    [JsonPropertyName("day")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Day { get; init; }

    [JsonPropertyName("name")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    [JsonPropertyName("environment")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Environment { get; init; }

    [JsonPropertyName("trace_count")]
    public long TraceCount { get; init; }

    /// <summary>How many of the traces failed; of a model, how many of its calls.</summary>
    [JsonPropertyName("error_count")]
    public long ErrorCount { get; init; }

    /// <summary>How many spans they have; of a model, how often it was asked.</summary>
    [JsonPropertyName("observation_count")]
    public long ObservationCount { get; init; }

    [JsonPropertyName("tokens_in")]
    public long? TokensIn { get; init; }

    [JsonPropertyName("tokens_out")]
    public long? TokensOut { get; init; }

    [JsonPropertyName("total_tokens")]
    public long? TotalTokens { get; init; }

    /// <summary>US dollars, as far as prices are known; null when none is.</summary>
    [JsonPropertyName("cost_usd")]
    public decimal? CostUsd { get; init; }

    /// <summary>Calls that are missing in the cost.</summary>
    [JsonPropertyName("unpriced_calls")]
    public long UnpricedCalls { get; init; }

    [JsonPropertyName("first_seen")]
    public DateTime FirstSeen { get; init; }

    [JsonPropertyName("last_seen")]
    public DateTime LastSeen { get; init; }

    [JsonPropertyName("user_count")]
    public long UserCount { get; init; }

    [JsonPropertyName("session_count")]
    public long SessionCount { get; init; }

    public static GroupLine From(TraceGroup group, TraceGrouping grouping) => new()
    {
        SessionId = grouping == TraceGrouping.Session ? group.Key : null,
        UserId = grouping == TraceGrouping.User ? group.Key : grouping == TraceGrouping.Session && group.UserId.Length > 0 ? group.UserId : null,
        Model = grouping == TraceGrouping.Model ? group.Key : null,
        Provider = grouping == TraceGrouping.Model ? group.Provider : null,
        Day = grouping == TraceGrouping.Day ? group.Key : null,
        Name = grouping == TraceGrouping.Name ? group.Key : null,
        Environment = grouping == TraceGrouping.Environment ? group.Key : null,
        TraceCount = group.Traces,
        ErrorCount = group.Failures,
        ObservationCount = group.Observations,
        TokensIn = group.InputTokens,
        TokensOut = group.OutputTokens,
        TotalTokens = group.InputTokens is null && group.OutputTokens is null ? null : (group.InputTokens ?? 0) + (group.OutputTokens ?? 0),
        CostUsd = group.CostUsd,
        UnpricedCalls = group.UnpricedCalls,
        FirstSeen = group.FirstStart.UtcDateTime,
        LastSeen = group.LastStart.UtcDateTime,
        UserCount = group.Users,
        SessionCount = group.Sessions,
    };
}
