using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Query.Scores;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>A judgement as it stands within a trace.</summary>
internal sealed record ReadScore
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");
    private static readonly string[] Sources = ["ANNOTATION", "API", "EVAL"];

    public required string Id { get; init; }

    public required string TraceId { get; init; }

    public required string? ObservationId { get; init; }

    public required string Name { get; init; }

    public required string DataType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required double? Value { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? StringValue { get; init; }

    public required string Source { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string? AuthorUserId { get; init; }

    public required string? Comment { get; init; }

    public required JsonElement Metadata { get; init; }

    public required string? ConfigId { get; init; }

    public string? QueueId => null;

    public required string Environment { get; init; }

    /// <summary>Of categories the value is a number too, which says nothing.</summary>
    public static ReadScore From(ScoreLine score) => new()
    {
        Id = score.Id,
        TraceId = score.TraceId ?? "",
        ObservationId = score.SpanId,
        Name = score.Name,
        DataType = score.DataType.ToUpperInvariant(),
        Value = score.DataType == "categorical" ? score.Value ?? 0 : score.Value,
        StringValue = score.StringValue,
        Source = Sources.Contains(score.Source.ToUpperInvariant()) ? score.Source.ToUpperInvariant() : "API",
        Timestamp = score.CreatedAt,
        CreatedAt = score.CreatedAt,
        UpdatedAt = score.CreatedAt,
        AuthorUserId = score.Author,
        Comment = score.Comment,
        Metadata = score.Metadata ?? Nothing,
        ConfigId = score.ConfigId,
        Environment = ObservationTranslation.Environment(score.Environment ?? ""),
    };
}
