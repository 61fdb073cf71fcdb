using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Datasets.Items;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Datasets;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Runs;

/// <summary><c>dataset-run-items</c>, which makes runs by their names, and the runs of a dataset.</summary>
internal sealed class RunsEndpoints(RunBook runs, DatasetBook datasets)
{
    private const int NameCharactersMax = 255;
    private const int NamesMax = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/dataset-run-items", AddAsync);
        routes.MapGet("/dataset-run-items", ListItemsAsync);
        routes.MapGet("/datasets/{name}", GetWholeAsync);
        routes.MapGet("/datasets/{name}/runs", ListAsync);
        routes.MapGet("/datasets/{name}/runs/{run}", GetAsync);
        routes.MapDelete("/datasets/{name}/runs/{run}", RemoveAsync);
    }

    private async Task<IResult> AddAsync(HttpContext context, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, RunJson.Readable.RunItemRequest);
        if (request is null || (fault = FindFault(request)) is not null)
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (await datasets.FindItemAsync(project, request.DatasetItemId!, null, stop) is not { IsArchived: false } item)
        {
            return Refuse.NotFound("Dataset item not found");
        }

        // Clients of old name only the observation, which is not enough to find its trace by.
        if (string.IsNullOrEmpty(request.TraceId))
        {
            return Refuse.NotFound("Trace not found: 'traceId' names the trace that came of the item.");
        }

        var (run, kept) = await runs.AddAsync(project, item.DatasetId, request, request.TraceId, stop);
        return Results.Json(RunItemBody.From(kept, run.Entity.Name), RunJson.Readable.RunItemBody);
    }

    private async Task<IResult> ListItemsAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault))
        {
            return fault;
        }

        foreach (var name in (string[])["datasetId", "runName"])
        {
            if (query[name].ToString().Length == 0)
            {
                return Refuse.InvalidField(name, $"'{name}' is missing.");
            }
        }

        var project = context.Caller().Project;
        if (await runs.FindAsync(project, query["datasetId"].ToString(), query["runName"].ToString(), stop) is not { } run)
        {
            return Refuse.NotFound("Dataset run not found for the given project and dataset id");
        }

        var found = await runs.ListItemsAsync(project, run.Entity.Id, page.Offset, page.Limit, stop);
        return Results.Json(new RunItemList([.. found.Items.Select(item => RunItemBody.From(item, run.Entity.Name))], page.Meta(found.Total)), RunJson.Readable.RunItemList);
    }

    /// <summary>The oldest form of a dataset, with everything in it.</summary>
    private async Task<IResult> GetWholeAsync(HttpContext context, string name, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await datasets.FindByPathAsync(project, name, stop) is not { } dataset)
        {
            return Refuse.NotFound("Dataset not found");
        }

        var items = await datasets.AllItemsAsync(new ItemQuery(project, dataset.Id), stop);
        var names = await runs.ListAsync(project, dataset.Id, 0, NamesMax, stop);
        var body = DatasetBody.From(project, dataset) with
        {
            Items = [.. items.Where(item => !item.IsArchived).Select(item => DatasetItemBody.From(item, dataset.Name))],
            Runs = [.. names.Items.Select(run => run.Entity.Name)],
        };
        return Results.Json(body, DatasetBodiesJson.Readable.DatasetBody);
    }

    private async Task<IResult> ListAsync(HttpContext context, string name, CancellationToken stop)
    {
        if (!PageRequest.TryParse(context.Request.Query, out var page, out var fault))
        {
            return fault;
        }

        var project = context.Caller().Project;
        if (await datasets.FindByPathAsync(project, name, stop) is not { } dataset)
        {
            return Refuse.NotFound("Dataset not found");
        }

        var found = await runs.ListAsync(project, dataset.Id, page.Offset, page.Limit, stop);
        return Results.Json(new RunList([.. found.Items.Select(run => RunBody.From(run, dataset.Name))], page.Meta(found.Total)), RunJson.Readable.RunList);
    }

    private async Task<IResult> GetAsync(HttpContext context, string name, string run, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await FindAsync(project, name, run, stop) is not var (dataset, found))
        {
            return Refuse.NotFound("Dataset run not found");
        }

        var items = await runs.AllItemsAsync(project, found.Entity.Id, stop);
        return Results.Json(RunBody.From(found, dataset.Name) with { DatasetRunItems = [.. items.Select(item => RunItemBody.From(item, found.Entity.Name))] }, RunJson.Readable.RunBody);
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string name, string run, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await FindAsync(project, name, run, stop) is not var (_, found))
        {
            return Refuse.NotFound("Dataset run not found");
        }

        await runs.RemoveAsync(project, found, stop);
        return Results.Json(new DoneBody("Dataset run successfully deleted"), DatasetBodiesJson.Readable.DoneBody);
    }

    private async Task<(Dataset Dataset, Kept<DatasetRun> Run)?> FindAsync(ProjectId project, string name, string run, CancellationToken stop)
    {
        if (await datasets.FindByPathAsync(project, name, stop) is { } dataset)
        {
            foreach (var runName in Paths.Names(run))
            {
                if (await runs.FindAsync(project, dataset.Id, runName, stop) is { } found)
                {
                    return (dataset, found);
                }
            }
        }

        return null;
    }

    private static IResult? FindFault(RunItemRequest request) =>
        string.IsNullOrEmpty(request.RunName) || request.RunName.Length > NameCharactersMax
            ? Refuse.InvalidField("runName", $"'runName' is missing or longer than {NameCharactersMax} characters: the run that the item is part of.")
            : string.IsNullOrEmpty(request.DatasetItemId) ? Refuse.InvalidField("datasetItemId", "'datasetItemId' is missing: the item that was run.")
            : null;
}
