using System.Text.Json.Serialization;

namespace Tracehouse.Query.Scores;

/// <summary>A judgement as the store tells it.</summary>
internal sealed record ScoreRow
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("trace_id")]
    public string TraceId { get; init; } = "";

    [JsonPropertyName("span_id")]
    public string SpanId { get; init; } = "";

    [JsonPropertyName("session_id")]
    public string SessionId { get; init; } = "";

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("data_type")]
    public string DataType { get; init; } = "";

    [JsonPropertyName("value")]
    public double? Value { get; init; }

    [JsonPropertyName("string_value")]
    public string StringValue { get; init; } = "";

    [JsonPropertyName("source")]
    public string Source { get; init; } = "";

    [JsonPropertyName("author")]
    public string Author { get; init; } = "";

    [JsonPropertyName("comment")]
    public string Comment { get; init; } = "";

    [JsonPropertyName("config_id")]
    public string ConfigId { get; init; } = "";

    [JsonPropertyName("environment")]
    public string Environment { get; init; } = "";

    [JsonPropertyName("metadata")]
    public string Metadata { get; init; } = "";

    [JsonPropertyName("time")]
    public DateTimeOffset Time { get; init; }

    [JsonPropertyName("total")]
    public long Total { get; init; }
}
