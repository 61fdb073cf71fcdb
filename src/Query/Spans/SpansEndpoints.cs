using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;

namespace Tracehouse.Query.Spans;

/// <summary><c>GET /v1/spans</c> and <c>GET /v1/spans/{id}</c>. Errors: 400 <c>invalid_request</c>, 404 <c>span_not_found</c>, 503 <c>clickhouse_down</c>.</summary>
internal static class SpansEndpoints
{
    private const string SpanNotFound = "span_not_found";

    public static void MapSpans(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/spans", ListAsync).Describe<SpanPage>("List spans, newest first", SpanRequest.Parameters);
        routes.MapGet("/v1/spans/{id}", GetAsync).Describe<TraceBody>(
            "Get a span, by its id and trace_id, or by {trace}-{span}", [new("trace_id", "string", "the trace; absent when the id names it")]);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ListSpans question, CancellationToken stop)
    {
        if (!SpanRequest.TryParse(context.Request.Query, out var request, out var fault))
        {
            return ApiError.Refuse(fault);
        }

        var (rows, isComplete) = await question.AskAsync(context.Caller().Project, request, stop);
        context.Response.SayIfIncomplete(isComplete);
        var lines = rows.Take(request.Limit).Select(SpanLine.From).ToList();
        return Results.Json(new SpanPage(lines, rows.Count > request.Limit ? SpanRequest.CursorBehind(rows[request.Limit - 1]) : null), SpansJson.Readable.SpanPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, GetSpan question, ScoresOfTrace scores, CancellationToken stop)
    {
        id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        var query = context.Request.Query;
        if (!Page.AreKnown(query, ["trace_id"], out var fault))
        {
            return ApiError.Refuse(fault);
        }

        var address = query["trace_id"].ToString() is { Length: > 0 } trace ? new SpanAddress(trace, id) : SpanAddress.TryParse(id, out var both) ? both : default;
        if (address.TraceId is null)
        {
            return ApiError.Refuse($"Which trace? A span is named within its trace: /v1/spans/{id}?trace_id=..., or /v1/spans/{{trace}}-{{span}}.");
        }

        var project = context.Caller().Project;
        var span = await question.AskAsync(project, address.TraceId, address.SpanId, stop);
        return span is null
            ? ApiError.Answer(StatusCodes.Status404NotFound, SpanNotFound, $"There is no span '{address.SpanId}' of a trace '{address.TraceId}' in project '{project}'.")
            : Results.Json(
                TraceAnswers.From(span) with { Scores = await scores.AskAsync(project, span.TraceId, span.SpanId, stop) }, TraceContractsJson.Readable.TraceBody);
    }
}
