using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Ingest.Scores;

/// <summary>A score as it is sent.</summary>
internal sealed record ScoreBody
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("trace_id")]
    public string? TraceId { get; init; }

    [JsonPropertyName("span_id")]
    public string? SpanId { get; init; }

    [JsonPropertyName("session_id")]
    public string? SessionId { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("data_type")]
    public string? DataType { get; init; }

    [JsonPropertyName("value")]
    public JsonElement Value { get; init; }

    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    [JsonPropertyName("source")]
    public string? Source { get; init; }

    [JsonPropertyName("author")]
    public string? Author { get; init; }

    [JsonPropertyName("config_id")]
    public string? ConfigId { get; init; }

    [JsonPropertyName("environment")]
    public string? Environment { get; init; }

    [JsonPropertyName("metadata")]
    public JsonElement Metadata { get; init; }

    [JsonPropertyName("timestamp")]
    public string? Timestamp { get; init; }
}

/// <summary>What became of a request: the scores that were kept, in order, and why others were not.</summary>
internal sealed record ScoresAnswer(
    [property: JsonPropertyName("scores")] IReadOnlyList<KeptScore> Scores, [property: JsonPropertyName("errors")] IReadOnlyList<ScoreFault> Errors);

/// <summary>A score that was kept.</summary>
internal sealed record KeptScore([property: JsonPropertyName("id")] string Id);

/// <summary>Why a score was not kept.</summary>
/// <param name="Index">Which one of the request it is; 0 is the first.</param>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Message">What was wrong and how to mend it, for people.</param>
internal sealed record ScoreFault(
    [property: JsonPropertyName("index")] int Index, [property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message);

/// <summary>The body of a failed answer, in the shape that the whole API has.</summary>
internal sealed record FailedAnswer([property: JsonPropertyName("error")] FailedAnswerBody Error);

/// <summary>What went wrong.</summary>
internal sealed record FailedAnswerBody([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message);

[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ScoreBody))]
[JsonSerializable(typeof(ScoresAnswer))]
[JsonSerializable(typeof(KeptScore))]
[JsonSerializable(typeof(FailedAnswer))]
internal sealed partial class ScoresJson : JsonSerializerContext;
