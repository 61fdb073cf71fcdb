using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Filters;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Traces: listed, read whole, and deleted.</summary>
internal static class TracesEndpoints
{
    private const int DeletedMax = 1_000;

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/traces", ListAsync);
        routes.MapGet("/traces/{traceId}", GetAsync);
        routes.MapDelete("/traces", DeleteManyAsync);
        routes.MapDelete("/traces/{traceId}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ListTraces question, TraceReader reader, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault))
        {
            return fault;
        }

        var (filter, wrongFilter) = TraceQuery.Filter(query);
        var (order, wrongOrder) = TraceQuery.Order(query);
        var (fields, wrongFields) = FieldGroups.Read(query, TraceTranslation.Groups, TraceTranslation.Groups);
        if (filter is null || order is null || fields is null)
        {
            return (wrongFilter ?? wrongOrder ?? wrongFields)!;
        }

        var project = context.Caller().Project;
        var found = await question.AskAsync(project, new TraceRequest(filter, page.Limit, page.Offset) { Order = order }, stop);
        var listed = await reader.ListedAsync(project, found.Traces, fields, stop);
        return Results.Json(new PageOf<ListedTrace>(listed, page.Meta(found.Total)), ReadingJson.Readable.TracePage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string traceId, TraceReader reader, CancellationToken stop)
    {
        var (fields, wrong) = FieldGroups.Read(context.Request.Query, TraceTranslation.Groups, TraceTranslation.Groups);
        if (fields is null || !Ids.TryTrace(traceId, "traceId", out var id, out wrong))
        {
            return wrong!;
        }

        var trace = await reader.WholeAsync(context.Caller().Project, id, fields, stop);
        return trace is null ? NotFound(id) : Results.Json(trace, ReadingJson.Readable.WholeTrace);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, string traceId, FindTrace find, IRemoval removal, CancellationToken stop)
    {
        if (!Ids.TryTrace(traceId, "traceId", out var id, out var fault))
        {
            return fault;
        }

        var project = context.Caller().Project;
        if (await find.AskAsync(project, id, stop) is null)
        {
            return NotFound(id);
        }

        await removal.RemoveTracesAsync(project, [id], stop);
        return Results.Json(new Told("Trace deleted successfully"), ReadingJson.Readable.Told);
    }

    private static async Task<IResult> DeleteManyAsync(HttpContext context, IRemoval removal, CancellationToken stop)
    {
        var (body, fault) = await LangfuseBody.ReadAsync(context, DeletionJson.Readable.TraceDeletion);
        if (body is null)
        {
            return fault!;
        }

        if (body.TraceIds.Count is 0 or > DeletedMax)
        {
            return Refuse.InvalidField("traceIds", $"'traceIds' must name 1 to {DeletedMax} traces.");
        }

        var ids = new List<TraceId>();
        for (var index = 0; index < body.TraceIds.Count; index++)
        {
            if (!Ids.TryTrace(body.TraceIds[index] ?? "", $"traceIds.{index}", out var id, out fault))
            {
                return fault;
            }

            ids.Add(id);
        }

        await removal.RemoveTracesAsync(context.Caller().Project, ids, stop);
        return Results.Json(new Told("Traces deleted successfully"), ReadingJson.Readable.Told);
    }

    private static IResult NotFound(TraceId id) => Refuse.NotFound($"Trace {id} not found within authorized project");
}
