using System.Text.Json.Serialization;

namespace Tracehouse.Query.Traces;

/// <summary>The answer of <c>GET /v1/traces</c>.</summary>
internal sealed record TraceList
{
    [JsonPropertyName("traces")]
    public required IReadOnlyList<TraceLine> Traces { get; init; }

    [JsonPropertyName("total")]
    public long Total { get; init; }

    /// <summary>False when there are more matches than could be counted in time; <c>total</c> is then how many there are at least.</summary>
    [JsonPropertyName("total_is_exact")]
    public bool IsTotalExact { get; init; }

    [JsonPropertyName("has_more")]
    public bool HasMore { get; init; }

    /// <summary>False when the newest traces may be missing, because the backlog was too long to wait for.</summary>
    [JsonPropertyName("is_complete")]
    public bool IsComplete { get; init; }

    /// <summary>What to give as <c>cursor</c> for the next page; null when there is none.</summary>
    [JsonPropertyName("next_cursor")]
    public string? NextCursor { get; init; }

    public static TraceList From(TracePage page) => new()
    {
        Traces = [.. page.Traces.Select(TraceLine.From)],
        Total = page.Total,
        IsTotalExact = page.IsTotalExact,
        HasMore = page.HasMore,
        IsComplete = page.IsComplete,
        NextCursor = page.Next?.ToString(),
    };
}
