using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Query.Scores;

/// <summary>A judgement, as the REST API tells it.</summary>
public sealed record ScoreLine
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The trace that is judged; null when a session is.</summary>
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; init; }

    /// <summary>The span that is judged; null when the trace or the session is as a whole.</summary>
    [JsonPropertyName("span_id")]
    public string? SpanId { get; init; }

    /// <summary>The session that is judged; null when a trace is.</summary>
    [JsonPropertyName("session_id")]
    public string? SessionId { get; init; }

    /// <summary>What is judged.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary><c>numeric</c>, <c>categorical</c>, <c>boolean</c> or <c>text</c>.</summary>
    [JsonPropertyName("data_type")]
    public required string DataType { get; init; }

    /// <summary>The number; of a boolean 1 or 0.</summary>
    [JsonPropertyName("value")]
    public double? Value { get; init; }

    /// <summary>The category or the text; of a boolean <c>True</c> or <c>False</c>.</summary>
    [JsonPropertyName("string_value")]
    public string? StringValue { get; init; }

    /// <summary>Who made it, such as <c>api</c>, <c>annotation</c> or <c>eval</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("author")]
    public string? Author { get; init; }

    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    [JsonPropertyName("config_id")]
    public string? ConfigId { get; init; }

    [JsonPropertyName("environment")]
    public string? Environment { get; init; }

    [JsonPropertyName("metadata")]
    public JsonElement? Metadata { get; init; }

    [JsonPropertyName("created_at")]
    public DateTime CreatedAt { get; init; }

    internal static ScoreLine From(ScoreRow row) => new()
    {
        Id = row.Id,
        TraceId = OrNull(row.TraceId),
        SpanId = OrNull(row.SpanId),
        SessionId = OrNull(row.SessionId),
        Name = row.Name,
        DataType = row.DataType,
        Value = row.Value,
        StringValue = OrNull(row.StringValue),
        Source = row.Source,
        Author = OrNull(row.Author),
        Comment = OrNull(row.Comment),
        ConfigId = OrNull(row.ConfigId),
        Environment = OrNull(row.Environment),
        Metadata = Json(row.Metadata),
        CreatedAt = row.Time.UtcDateTime,
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;

    private static JsonElement? Json(string text)
    {
        try
        {
            return text.Length > 0 ? JsonElement.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
