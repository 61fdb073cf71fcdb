using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Datasets.Items;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;
using Tracehouse.Vendors.Langfuse.Media;

namespace Tracehouse.Vendors.Langfuse.Library.Datasets;

/// <summary><c>dataset-items</c>: each save is a version, and a list can be read as it was at a time.</summary>
internal sealed class DatasetItemsEndpoints(DatasetBook book, MediaReferences media)
{
    private const int IdCharactersMax = 256;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dataset-items", ListAsync);
        routes.MapPost("/dataset-items", SaveAsync);
        routes.MapGet("/dataset-items/{id}", GetAsync);
        routes.MapDelete("/dataset-items/{id}", RemoveAsync);
    }

    private async Task<IResult> SaveAsync(HttpContext context, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, DatasetBodiesJson.Readable.DatasetItemRequest);
        if (request is null || (fault = FindFault(request)) is not null)
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (await book.FindByNameAsync(project, request.DatasetName!, stop) is not { } dataset)
        {
            return Refuse.NotFound("Dataset not found");
        }

        var known = request.Id is { } id ? await book.FindItemAsync(project, id, null, stop) : null;
        if (known is not null && known.DatasetId != dataset.Id)
        {
            return Refuse.NotFound($"The dataset item with id {known.Id} already exists in a dataset other than {dataset.Name}");
        }

        var item = Merge(known ?? new DatasetItem { Id = request.Id ?? "", DatasetId = dataset.Id }, request);
        return dataset.FindFault(item) is var (field, message)
            ? Refuse.InvalidField(field, $"The item does not follow the schema of the dataset. {message}")
            : await AnswerAsync(context, (await book.SaveItemsAsync(project, [item], stop))[0], dataset.Name, stop);
    }

    /// <summary>What is not said of an item that is there stays as it is.</summary>
    private static DatasetItem Merge(DatasetItem known, DatasetItemRequest request) => known with
    {
        Input = request.Input ?? known.Input,
        ExpectedOutput = request.ExpectedOutput ?? known.ExpectedOutput,
        Metadata = request.Metadata ?? known.Metadata,
        SourceTraceId = request.SourceTraceId ?? known.SourceTraceId,
        SourceSpanId = request.SourceObservationId ?? known.SourceSpanId,
        IsArchived = request.Status is null ? known.IsArchived : request.Status == "ARCHIVED",
    };

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await FindAsync(project, id, stop) is { } item && await book.FindAsync(project, item.DatasetId, stop) is { } dataset
            ? await AnswerAsync(context, item, dataset.Name, stop)
            : Refuse.NotFound("Dataset item not found");
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await FindAsync(project, id, stop) is { } item && await book.RemoveItemAsync(project, item.Id, stop)
            ? Results.Json(new DoneBody("Dataset item successfully deleted"), DatasetBodiesJson.Readable.DoneBody)
            : Refuse.NotFound("Dataset item not found");
    }

    private async Task<DatasetItem?> FindAsync(ProjectId project, string part, CancellationToken stop)
    {
        foreach (var id in Paths.Names(part))
        {
            if (await book.FindItemAsync(project, id, null, stop) is { } item)
            {
                return item;
            }
        }

        return null;
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault) || !PageRequest.TryTime(query, "version", out var version, out fault))
        {
            return fault;
        }

        var (project, name) = (context.Caller().Project, query["datasetName"].ToString());
        var dataset = name.Length > 0 ? await book.FindByNameAsync(project, name, stop) : null;
        if (name.Length > 0 && dataset is null)
        {
            return Refuse.NotFound("Dataset not found");
        }

        // A time is told to the millisecond, and what was saved within it is meant too.
        var asked = new ItemQuery(project, dataset?.Id) { AsOf = version?.AddMicroseconds(999), Offset = page.Offset, Limit = page.Limit };
        var found = await FindAllAsync(asked, query["sourceTraceId"].ToString(), query["sourceObservationId"].ToString(), stop);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in found.Items.Select(item => item.DatasetId).Distinct())
        {
            names[id] = id == dataset?.Id ? dataset.Name : (await book.FindAsync(project, id, stop))?.Name ?? "";
        }

        var bodies = new List<DatasetItemBody>();
        foreach (var item in found.Items)
        {
            bodies.Add(await BodyAsync(context, item, names[item.DatasetId], stop));
        }

        return Results.Json(new DatasetItemList(bodies, page.Meta(found.Total)), DatasetBodiesJson.Readable.DatasetItemList);
    }

    private async Task<DatasetPage<DatasetItem>> FindAllAsync(ItemQuery query, string traceId, string observationId, CancellationToken stop)
    {
        if (traceId.Length + observationId.Length == 0)
        {
            return await book.ListItemsAsync(query, stop);
        }

        var all = await book.AllItemsAsync(query with { SourceTraceId = traceId.Length > 0 ? traceId : null }, stop);
        var meant = all.Where(item => (traceId.Length == 0 || item.SourceTraceId == traceId) && (observationId.Length == 0 || item.SourceSpanId == observationId)).ToList();
        return new DatasetPage<DatasetItem>([.. meant.Skip(query.Offset).Take(query.Limit)], meant.Count);
    }

    private static IResult? FindFault(DatasetItemRequest request) =>
        string.IsNullOrEmpty(request.DatasetName) ? Refuse.InvalidField("datasetName", "'datasetName' is missing: the name of the dataset that the item goes to.")
        : request.Id is { Length: 0 or > IdCharactersMax } ? Refuse.InvalidField("id", $"'id' may have 1 to {IdCharactersMax} characters.")
        : request.Status is not (null or "ACTIVE" or "ARCHIVED") ? Refuse.InvalidField("status", $"'status' is '{request.Status}'; it must be ACTIVE or ARCHIVED.")
        : request.SourceObservationId is not null && request.SourceTraceId is null && request.Id is null
            ? Refuse.InvalidField("sourceTraceId", "'sourceObservationId' needs 'sourceTraceId' beside it.")
        : null;

    private async Task<IResult> AnswerAsync(HttpContext context, DatasetItem item, string datasetName, CancellationToken stop) =>
        Results.Json(await BodyAsync(context, item, datasetName, stop), DatasetBodiesJson.Readable.DatasetItemBody);

    private async Task<DatasetItemBody> BodyAsync(HttpContext context, DatasetItem item, string datasetName, CancellationToken stop) => DatasetItemBody.From(item, datasetName) with
    {
        MediaReferences = await media.FindAsync(
            context.Request, context.Caller().Project, [("input", item.Input), ("expectedOutput", item.ExpectedOutput), ("metadata", item.Metadata)], stop),
    };
}
