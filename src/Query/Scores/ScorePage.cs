using System.Text.Json.Serialization;

namespace Tracehouse.Query.Scores;

/// <summary>The answer of <c>GET /v1/scores</c>, newest first.</summary>
public sealed record ScorePage
{
    [JsonPropertyName("scores")]
    public required IReadOnlyList<ScoreLine> Scores { get; init; }

    /// <summary>How many match in all.</summary>
    [JsonPropertyName("total")]
    public long Total { get; init; }

    /// <summary>What to give as <c>cursor</c> for the next page; null when there is none.</summary>
    [JsonPropertyName("next_cursor")]
    public string? NextCursor { get; init; }
}
