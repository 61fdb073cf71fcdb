using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;

namespace Tracehouse.Query.Traces;

/// <summary>
/// <c>GET /v1/traces</c> and <c>GET /v1/traces/{id}</c> as OpenTracy documents them (opentracy.com/docs, "Search traces" and "Traces").
/// Errors: 400 <c>invalid_request</c>, 404 <c>trace_not_found</c>, 503 <c>clickhouse_down</c>.
/// </summary>
internal static class TracesEndpoints
{
    private const string TraceNotFound = "trace_not_found";

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/traces", ListAsync);
        routes.MapGet("/v1/traces/{id}", GetAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ListTraces question, CancellationToken stop)
    {
        if (!TraceRequest.TryParse(context.Request.Query, out var request, out var fault))
        {
            return ApiError.Answer(StatusCodes.Status400BadRequest, ApiError.InvalidRequest, fault);
        }

        var page = await question.AskAsync(context.Caller().Project, request.Filter, request.Limit, request.Offset, stop);
        if (!page.IsComplete)
        {
            context.Response.Headers["X-Tracehouse-Incomplete"] = "true";
        }

        return Results.Json(TraceAnswers.From(page), TraceContractsJson.Readable.TraceList);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, GetTrace question, CancellationToken stop)
    {
        var project = context.Caller().Project;
        var trace = TraceId.TryParse(id, out var parsed) ? await question.AskAsync(project, parsed, stop) : null;
        return trace is null
            ? ApiError.Answer(StatusCodes.Status404NotFound, TraceNotFound, $"There is no trace '{id}' in project '{project}'.")
            : Results.Json(TraceAnswers.From(trace), TraceContractsJson.Readable.TraceBody);
    }
}
