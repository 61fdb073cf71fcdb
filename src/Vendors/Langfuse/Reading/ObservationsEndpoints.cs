using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.Observations;
using Tracehouse.Query.Traces;
using Tracehouse.Vendors.Langfuse.Filters;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Observations in both versions: by pages with everything in them, and by a cursor with what is asked for.</summary>
internal static class ObservationsEndpoints
{
    private const int SparseLimitDefault = 50;
    private const int SparseLimitMax = 1_000;

    public static void MapObservations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/observations", ListAsync);
        routes.MapGet("/observations/{observationId}", GetAsync);
        routes.MapGet("/v2/observations", SparseAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ListObservations question, ObservationLinks links, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault))
        {
            return fault;
        }

        var (filter, wrong) = ObservationQuery.Filter(query);
        if (filter is null)
        {
            return wrong!;
        }

        var project = context.Caller().Project;
        var (spans, why) = await question.AskAsync(project, filter, new ObservationWindow(page.Limit) { Offset = page.Offset }, stop);
        if (spans is null)
        {
            return Refuse.InvalidField("filter", why);
        }

        var total = await question.CountAsync(project, filter, stop);
        var link = await links.OfAsync(project, spans, stop);
        return Results.Json(new PageOf<ObservationBody>([.. spans.Select(span => ObservationTranslation.Of(span, link(span)))], page.Meta(total)), ReadingJson.Readable.ObservationPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string observationId, ListObservations question, ObservationLinks links, CancellationToken stop)
    {
        if (!Ids.TrySpan(observationId, "observationId", out var id, out var fault))
        {
            return fault;
        }

        var project = context.Caller().Project;
        var (spans, _) = await question.AskAsync(project, new ObservationFilter { SpanIds = [id.Value] }, new ObservationWindow(1), stop);
        return spans is [var span]
            ? Results.Json(ObservationTranslation.Of(span, (await links.OfAsync(project, spans, stop))(span)), ReadingJson.Readable.ObservationBody)
            : Refuse.NotFound($"Observation {id} not found within authorized project");
    }

    private static async Task<IResult> SparseAsync(HttpContext context, ListObservations question, FindTraces traces, ObservationLinks links, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryNumber(query, "limit", SparseLimitDefault, 1, SparseLimitMax, out var limit, out var fault))
        {
            return fault;
        }

        if (query["parseIoAsJson"] == "true")
        {
            return Refuse.InvalidField("parseIoAsJson", "Input and output come as text here; leave 'parseIoAsJson' out.");
        }

        var (filter, wrongFilter) = ObservationQuery.Filter(query);
        var (fields, wrongFields) = FieldGroups.Read(query, SparseObservation.Groups, SparseObservation.Usual);
        if (filter is null || fields is null)
        {
            return (wrongFilter ?? wrongFields)!;
        }

        var window = new ObservationWindow(limit + 1);
        if (query["cursor"].ToString() is { Length: > 0 } cursor)
        {
            if (!ObservationCursor.TryParse(cursor, out var behind))
            {
                return Refuse.InvalidField("cursor", "'cursor' is none of this list; take the cursor of an answer.");
            }

            window = window with { Behind = behind };
        }

        var project = context.Caller().Project;
        var (spans, why) = await question.AskAsync(project, filter, window, stop);
        if (spans is null)
        {
            return Refuse.InvalidField("filter", why);
        }

        var page = spans.Take(limit).ToList();
        var whole = await traces.AskAsync(project, [.. page.Select(span => span.TraceId).Distinct(StringComparer.Ordinal)], stop);
        var link = await links.OfAsync(project, page, stop);
        var body = new JsonObject
        {
            ["data"] = new JsonArray([.. page.Select(span => SparseObservation.Of(span, whole.GetValueOrDefault(span.TraceId), fields, link(span)))]),
            ["meta"] = spans.Count > limit ? new JsonObject { ["cursor"] = ObservationCursor.Behind(page[^1]) } : [],
        };
        return Results.Json(body, ReadingJson.Readable.JsonObject);
    }
}
