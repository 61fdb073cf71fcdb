using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Datasets.Items;
using Tracehouse.Datasets.Settings;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;

namespace Tracehouse.Datasets.Http;

/// <summary>
/// <c>/v1/datasets/{id}/items</c>: the examples of a dataset. <c>as_of</c> asks for them as they were at a time. Errors: 400 <c>invalid_request</c>, 404
/// <c>dataset_not_found</c> and <c>item_not_found</c>, 503 <c>clickhouse_down</c>.
/// </summary>
internal sealed class ItemsEndpoints(DatasetBook book, ItemFromSpan spans, IOptions<DatasetOptions> options)
{
    private const int LimitDefault = 100;
    private const int LimitMax = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/datasets/{id}/items", ListAsync);
        routes.MapPost("/v1/datasets/{id}/items", AddAsync);
        routes.MapGet("/v1/datasets/{id}/items/{item}", GetAsync);
        routes.MapPatch("/v1/datasets/{id}/items/{item}", ChangeAsync);
        routes.MapDelete("/v1/datasets/{id}/items/{item}", RemoveAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (project, query) = (context.Caller().Project, context.Request.Query);
        if (!Page.AreKnown(query, ["limit", "cursor", "as_of", "source_trace_id", "source_span_id"], out var fault)
            || !Page.TryParse(query, LimitDefault, LimitMax, out var page, out fault) || !Values.TryTime("as_of", query["as_of"].ToString(), out var asOf, out fault))
        {
            return ApiError.Refuse(fault);
        }

        if (Word(query["source_span_id"]) is not null && Word(query["source_trace_id"]) is null)
        {
            return ApiError.Refuse("Parameter 'source_span_id' needs 'source_trace_id' beside it: the id of a span says nothing without its trace.");
        }

        if (await book.FindEitherAsync(project, id, stop) is not { } dataset)
        {
            return DatasetsEndpoints.Missing(project, id);
        }

        var found = await book.ListItemsAsync(new ItemQuery(project, dataset.Id)
        {
            AsOf = asOf,
            SourceTraceId = Word(query["source_trace_id"]),
            SourceSpanId = Word(query["source_span_id"]),
            IsOldestFirst = true,
            Offset = page.Start,
            Limit = page.Limit,
        }, stop);
        return Results.Json(new ItemList(found.Items, found.Total, page.Next(found.Total)), DatasetsHttpJson.Default.ItemList);
    }

    /// <summary>Takes one item, or a list of them under <c>items</c>; one that is wrong does not cost the others.</summary>
    private async Task<IResult> AddAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        var (body, fault) = await JsonBody.ReadAsync(context, options.Value.BodyBytesMax, stop);
        if (body is null)
        {
            return ApiError.Refuse(fault);
        }

        if (await book.FindEitherAsync(project, id, stop) is not { } dataset)
        {
            return DatasetsEndpoints.Missing(project, id);
        }

        IReadOnlyList<JsonElement> sent = body.Value switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            { ValueKind: JsonValueKind.Object } one when one.TryGetProperty("items", out var list) && list.ValueKind == JsonValueKind.Array => [.. list.EnumerateArray()],
            _ => [body.Value],
        };
        if (sent.Count > options.Value.ItemsPerRequestMax)
        {
            return ApiError.Refuse($"One request may bring {options.Value.ItemsPerRequestMax} items (Datasets:ItemsPerRequestMax); this one has {sent.Count}.");
        }

        var (reader, items, errors) = (new ItemBody(spans, project, dataset.Id), new List<DatasetItem>(), new List<ItemError>());
        for (var index = 0; index < sent.Count; index++)
        {
            var (item, wrong) = await reader.ReadAsync(sent[index], stop);
            if (item is not null)
            {
                items.Add(item);
            }
            else
            {
                errors.Add(new ItemError(index, wrong));
            }
        }

        if (items.Count == 0 && errors.Count > 0)
        {
            return ApiError.Refuse(errors[0].Message);
        }

        return Results.Json(new ItemsTaken(await book.SaveItemsAsync(project, items, stop), errors), DatasetsHttpJson.Default.ItemsTaken, statusCode: StatusCodes.Status201Created);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, string item, CancellationToken stop) =>
        await FindAsync(context, id, item, stop) is { } found ? Results.Json(found, DatasetsHttpJson.Default.DatasetItem) : Missing(id, item);

    private async Task<IResult> ChangeAsync(HttpContext context, string id, string item, CancellationToken stop)
    {
        var (body, fault) = await JsonBody.ReadAsync(context, options.Value.BodyBytesMax, stop);
        fault = body is { ValueKind: not JsonValueKind.Object } ? "What is to be changed of an item is a JSON object." : body is { } sent ? ItemBody.WordFault(sent) ?? "" : fault;
        if (body is null || fault.Length > 0)
        {
            return ApiError.Refuse(fault);
        }

        return await FindAsync(context, id, item, stop) is { } found
            ? Results.Json((await book.SaveItemsAsync(context.Caller().Project, [ItemBody.With(found, body.Value)], stop))[0], DatasetsHttpJson.Default.DatasetItem)
            : Missing(id, item);
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, string item, CancellationToken stop)
    {
        if (await FindAsync(context, id, item, stop) is not { } found)
        {
            return Missing(id, item);
        }

        await book.RemoveItemAsync(context.Caller().Project, found.Id, stop);
        return Results.NoContent();
    }

    private async Task<DatasetItem?> FindAsync(HttpContext context, string id, string item, CancellationToken stop) =>
        await book.FindEitherAsync(context.Caller().Project, id, stop) is { } dataset ? await book.FindItemAsync(context.Caller().Project, item, dataset.Id, stop) : null;

    private static IResult Missing(string id, string item) =>
        ApiError.Answer(StatusCodes.Status404NotFound, "item_not_found", $"There is no item '{item}' in a dataset '{id}'.");

    private static string? Word(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
