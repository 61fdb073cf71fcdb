using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracehouse.Query.Scores;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>A score as Langfuse tells it. The first two versions tell what is judged in four fields, the third in one.</summary>
internal sealed record ScoreAnswer
{
    public required string Id { get; init; }

    public string? ProjectId { get; init; }

    public string? TraceId { get; init; }

    public string? ObservationId { get; init; }

    public string? SessionId { get; init; }

    public string? DatasetRunId { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public required string DataType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Value { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StringValue { get; init; }

    public DateTimeOffset Timestamp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string? AuthorUserId { get; init; }

    public string? Comment { get; init; }

    public required JsonObject Metadata { get; init; }

    public string? ConfigId { get; init; }

    public string? QueueId { get; init; }

    public required string Environment { get; init; }

    /// <summary>What is known of the trace, in lists of the first two versions that ask for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ScoredTrace? Trace { get; init; }

    /// <summary>What is judged, in the third version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Subject { get; init; }

    /// <summary>As the first and the second version tell it.</summary>
    public static ScoreAnswer From(ScoreLine line, ProjectId project)
    {
        var metadata = MetadataOf(line, out var own);
        var dataType = own.GetValueOrDefault(OwnWords.DataType) ?? line.DataType.ToUpperInvariant();
        return new ScoreAnswer
        {
            Id = line.Id,
            ProjectId = project.Value,
            TraceId = line.TraceId,
            ObservationId = line.SpanId,
            SessionId = line.SessionId,
            DatasetRunId = own.GetValueOrDefault(OwnWords.Run),
            Name = line.Name,
            Source = line.Source.ToUpperInvariant(),
            DataType = dataType,
            Value = dataType == "TEXT" ? null : line.Value ?? 0,
            StringValue = line.StringValue,
            Timestamp = line.CreatedAt,
            CreatedAt = line.CreatedAt,
            UpdatedAt = line.CreatedAt,
            AuthorUserId = line.Author,
            Comment = line.Comment,
            Metadata = metadata,
            ConfigId = line.ConfigId,
            QueueId = own.GetValueOrDefault(OwnWords.Queue),
            Environment = line.Environment ?? "default",
        };
    }

    /// <summary>As the third version tells it: the value is of the type that it has, and what is judged stands in one place.</summary>
    public static ScoreAnswer ThirdFrom(ScoreLine line, ProjectId project)
    {
        var answer = From(line, project);
        return answer with
        {
            Value = answer.DataType switch { "NUMERIC" => line.Value, "BOOLEAN" => line.Value == 1, _ => line.StringValue },
            StringValue = null,
            Subject = SubjectOf(answer),
        };
    }

    private static JsonObject SubjectOf(ScoreAnswer answer) => answer switch
    {
        { ObservationId: { } observation } => new() { ["kind"] = "observation", ["id"] = observation, ["traceId"] = answer.TraceId },
        { TraceId: { } trace } => new() { ["kind"] = "trace", ["id"] = trace },
        { SessionId: { } session } => new() { ["kind"] = "session", ["id"] = session },
        _ => new() { ["kind"] = "experiment", ["id"] = answer.DatasetRunId },
    };

    private static JsonObject MetadataOf(ScoreLine line, out Dictionary<string, string> own)
    {
        own = [];
        var map = line.Metadata is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given)! : [];
        foreach (var name in new[] { OwnWords.DataType, OwnWords.Queue, OwnWords.Run })
        {
            if (map[name] is JsonValue value && value.TryGetValue<string>(out var word))
            {
                own[name] = word;
                map.Remove(name);
            }
        }

        return map;
    }
}
