using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Datasets.Items;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Media;

namespace Tracehouse.Vendors.Langfuse.Library.Datasets;

/// <summary>The body of <c>POST v2/datasets</c>.</summary>
internal sealed record DatasetRequest
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public JsonElement? Metadata { get; init; }

    public JsonElement? InputSchema { get; init; }

    public JsonElement? ExpectedOutputSchema { get; init; }
}

/// <summary>The body of <c>POST dataset-items</c>.</summary>
internal sealed record DatasetItemRequest
{
    public string? DatasetName { get; init; }

    public string? Id { get; init; }

    public JsonElement? Input { get; init; }

    public JsonElement? ExpectedOutput { get; init; }

    public JsonElement? Metadata { get; init; }

    public string? SourceTraceId { get; init; }

    public string? SourceObservationId { get; init; }

    public string? Status { get; init; }
}

/// <summary>A dataset, as clients read it.</summary>
internal sealed record DatasetBody(
    string Id, string Name, string? Description, JsonElement? Metadata, JsonElement? InputSchema, JsonElement? ExpectedOutputSchema, string ProjectId, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    /// <summary>Its items and the names of its runs, which only the oldest route tells.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DatasetItemBody>? Items { get; init; }

    /// <inheritdoc cref="Items"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Runs { get; init; }

    public static DatasetBody From(ProjectId project, Dataset dataset) => new(
        dataset.Id, dataset.Name, dataset.Description, dataset.Metadata, dataset.InputSchema, dataset.ExpectedOutputSchema, project.Value, dataset.CreatedAt, dataset.ChangedAt);
}

/// <summary>An item, as clients read it.</summary>
internal sealed record DatasetItemBody
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    public JsonElement? Input { get; init; }

    public JsonElement? ExpectedOutput { get; init; }

    public JsonElement? Metadata { get; init; }

    public string? SourceTraceId { get; init; }

    public string? SourceObservationId { get; init; }

    public required string DatasetId { get; init; }

    public required string DatasetName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Files that the item names, as far as they are here.</summary>
    public IReadOnlyList<MediaReference> MediaReferences { get; init; } = [];

    public static DatasetItemBody From(DatasetItem item, string datasetName) => new()
    {
        Id = item.Id,
        Status = item.IsArchived ? "ARCHIVED" : "ACTIVE",
        Input = item.Input,
        ExpectedOutput = item.ExpectedOutput,
        Metadata = item.Metadata,
        SourceTraceId = item.SourceTraceId,
        SourceObservationId = item.SourceSpanId,
        DatasetId = item.DatasetId,
        DatasetName = datasetName,
        CreatedAt = item.CreatedAt,
        UpdatedAt = item.ChangedAt,
    };
}

/// <summary>A page of datasets.</summary>
internal sealed record DatasetList(IReadOnlyList<DatasetBody> Data, PageMeta Meta);

/// <summary>A page of items.</summary>
internal sealed record DatasetItemList(IReadOnlyList<DatasetItemBody> Data, PageMeta Meta);

/// <summary>Says that something is done.</summary>
internal sealed record DoneBody(string Message);

[JsonSerializable(typeof(DatasetBody))]
[JsonSerializable(typeof(DatasetItemBody))]
[JsonSerializable(typeof(DatasetItemList))]
[JsonSerializable(typeof(DatasetItemRequest))]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(DatasetRequest))]
[JsonSerializable(typeof(DoneBody))]
internal sealed partial class DatasetBodiesJson : JsonSerializerContext
{
    public static DatasetBodiesJson Readable { get; } = new(LangfuseJson.NewOptions());
}
