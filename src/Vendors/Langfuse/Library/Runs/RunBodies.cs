using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Runs;

/// <summary>A run of a dataset, as it is kept. Its name is that of its entity, and its dataset what it is a part of.</summary>
internal sealed record DatasetRun(string? Description, JsonElement? Metadata);

/// <summary>What came of one item in a run, as it is kept. Its run is what it is a part of.</summary>
internal sealed record RunItem(string DatasetItemId, string TraceId, string? ObservationId);

/// <summary>The body of <c>POST dataset-run-items</c>.</summary>
internal sealed record RunItemRequest
{
    public string? RunName { get; init; }

    public string? RunDescription { get; init; }

    public JsonElement? Metadata { get; init; }

    public string? DatasetItemId { get; init; }

    public string? TraceId { get; init; }

    public string? ObservationId { get; init; }

    public DateTimeOffset? DatasetVersion { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>What came of one item, as clients read it.</summary>
internal sealed record RunItemBody(
    string Id, string DatasetRunId, string DatasetRunName, string DatasetItemId, string TraceId, string? ObservationId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static RunItemBody From(Kept<RunItem> item, string runName) => new(
        item.Entity.Id, item.Entity.Parent, runName, item.Value.DatasetItemId, item.Value.TraceId, item.Value.ObservationId, item.Entity.CreatedAt, item.Entity.CreatedAt);
}

/// <summary>A run, as clients read it; with its items when it is asked for by itself.</summary>
internal sealed record RunBody(
    string Id, string Name, string? Description, JsonElement? Metadata, string DatasetId, string DatasetName, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RunItemBody>? DatasetRunItems { get; init; }

    public static RunBody From(Kept<DatasetRun> run, string datasetName) => new(
        run.Entity.Id, run.Entity.Name, run.Value.Description, run.Value.Metadata, run.Entity.Parent, datasetName, run.Entity.CreatedAt, run.Entity.ChangedAt);
}

/// <summary>A page of runs.</summary>
internal sealed record RunList(IReadOnlyList<RunBody> Data, PageMeta Meta);

/// <summary>A page of what came of items.</summary>
internal sealed record RunItemList(IReadOnlyList<RunItemBody> Data, PageMeta Meta);

[JsonSerializable(typeof(DatasetRun))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(RunBody))]
[JsonSerializable(typeof(RunItem))]
[JsonSerializable(typeof(RunItemBody))]
[JsonSerializable(typeof(RunItemList))]
[JsonSerializable(typeof(RunItemRequest))]
[JsonSerializable(typeof(RunList))]
internal sealed partial class RunJson : JsonSerializerContext
{
    public static RunJson Readable { get; } = new(LangfuseJson.NewOptions());
}
