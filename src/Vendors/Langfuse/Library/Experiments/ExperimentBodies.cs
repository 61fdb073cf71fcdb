using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Scores;

namespace Tracehouse.Vendors.Langfuse.Library.Experiments;

/// <summary>A run of a dataset in the words of the newest clients. What was not asked for is left out.</summary>
internal sealed record ExperimentBody(string Id, string Name, string? Description, DateTimeOffset StartTime, DateTimeOffset EndTime, long ItemCount, string? DatasetId)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Metadata { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ScoreAnswer>? Scores { get; init; }
}

/// <summary>What came of an item of a run in the words of the newest clients. What was not asked for is left out.</summary>
internal sealed record ExperimentItemBody
{
    public required string Id { get; init; }

    public required string TraceId { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public required string Level { get; init; }

    public required string Environment { get; init; }

    public required string ExperimentId { get; init; }

    public required string ExperimentName { get; init; }

    public required string ExperimentItemId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExperimentDatasetId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Input { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Output { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ExpectedOutput { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Metadata { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ExperimentItemMetadata { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? ExperimentMetadata { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExperimentDescription { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ScoreAnswer>? Scores { get; init; }
}

/// <summary>A stretch of experiments.</summary>
internal sealed record ExperimentList(IReadOnlyList<ExperimentBody> Data, ExperimentMeta Meta);

/// <summary>A stretch of what came of items.</summary>
internal sealed record ExperimentItemList(IReadOnlyList<ExperimentItemBody> Data, ExperimentMeta Meta);

/// <summary>Where the next stretch begins; nothing when there is none.</summary>
internal sealed record ExperimentMeta([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

[JsonSerializable(typeof(ExperimentItemList))]
[JsonSerializable(typeof(ExperimentList))]
internal sealed partial class ExperimentJson : JsonSerializerContext
{
    public static ExperimentJson Readable { get; } = new(LangfuseJson.NewOptions());
}
