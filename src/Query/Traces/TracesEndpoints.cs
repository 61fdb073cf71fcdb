using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Trees;
using Tracehouse.Records;

namespace Tracehouse.Query.Traces;

/// <summary>
/// <c>GET /v1/traces</c> and <c>GET /v1/traces/{id}</c> as OpenTracy documents them (opentracy.com/docs, "Search traces" and "Traces"), and beyond that the
/// tree of a trace. Errors: 400 <c>invalid_request</c>, 404 <c>trace_not_found</c>, 503 <c>clickhouse_down</c>.
/// </summary>
internal static class TracesEndpoints
{
    /// <summary>Nothing is there under this id; 404.</summary>
    public const string TraceNotFound = "trace_not_found";

    private const int ObservationsDefault = 1_000;
    private const int ObservationsMax = 10_000;
    private const int SpansDefault = 100;
    private const int SpansMax = 1_000;

    public static void MapTraces(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/traces", ListAsync).Describe<TraceList>("List traces", TraceParameters.All);
        routes.MapGet("/v1/traces/{id}", GetAsync).Describe<TraceBody>("Get a trace, or a span of a trace by {trace}-{span}", Parameter.Window(ObservationsMax));
        routes.MapGet("/v1/traces/{id}/search", SearchAsync).Describe<SpanList>(
            "List the spans of a trace that have words", [.. Parameter.Window(SpansMax), new("q", "string", "words that all are somewhere in a span: in its name, model, error, attributes or what was said")]);
        routes.MapGet("/v1/traces/{id}/spans", SpansAsync).Describe<SpanList>(
            "List the spans of a trace in reading order", [.. Parameter.Window(SpansMax), new("contents", "boolean", "true adds what was said; then limit is at most 100")]);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ListTraces question, CancellationToken stop)
    {
        if (!TraceRequest.TryParse(context.Request.Query, out var request, out var fault))
        {
            return ApiError.Refuse(fault);
        }

        var page = await question.AskAsync(context.Caller().Project, request, stop);
        context.Response.SayIfIncomplete(page.IsComplete);
        return Results.Json(TraceList.From(page), TraceContractsJson.Readable.TraceList);
    }

    private static async Task<IResult> GetAsync(
        HttpContext context, string id, GetSpan spans, GetWholeTrace traces, ScoresOfTrace scores, CancellationToken stop)
    {
        if (!Page.AreKnown(context.Request.Query, ["limit", "cursor"], out var fault)
            || !Page.TryParse(context.Request.Query, ObservationsDefault, ObservationsMax, out var page, out fault))
        {
            return ApiError.Refuse(fault);
        }

        var project = context.Caller().Project;
        if (SpanAddress.TryParse(id, out var address) && await spans.AskAsync(project, address.TraceId, address.SpanId, stop) is { } span)
        {
            var judged = await scores.AskAsync(project, span.TraceId, span.SpanId, stop);
            return Results.Json(TraceAnswers.From(span) with { Scores = judged }, TraceContractsJson.Readable.TraceBody);
        }

        return TraceId.TryParse(id, out var parsed) && await traces.AskAsync(project, parsed, stop) is { } trace
            ? Results.Json(TraceAnswers.From(trace.Root, trace.Summary, trace.Tree, page, trace.Scores), TraceContractsJson.Readable.TraceBody)
            : NotFound(id, project);
    }

    private static async Task<IResult> SpansAsync(HttpContext context, string id, GetTree trees, GetSpanContents contents, CancellationToken stop)
    {
        var query = context.Request.Query;
        var withContents = query["contents"] == "true";
        if (!Page.AreKnown(query, ["limit", "cursor", "contents"], out var fault)
            || !Page.TryParse(query, SpansDefault, withContents ? GetSpanContents.SpansMax : SpansMax, out var page, out fault)
            || !Values.TryChoice("contents", query["contents"].ToString(), ["true", "false"], out fault))
        {
            return ApiError.Refuse(fault);
        }

        var project = context.Caller().Project;
        var tree = TraceId.TryParse(id, out var parsed) ? await trees.AskAsync(project, parsed, int.MaxValue, stop) : null;
        if (tree is null)
        {
            return NotFound(id, project);
        }

        var lines = tree.Spans.Skip(page.Start).Take(page.Limit).Select(ObservationLine.From).ToList();
        if (withContents)
        {
            var said = (await contents.AskAsync(project, parsed, [.. lines.Select(line => line.SpanId)], stop)).ToDictionary(content => content.SpanId, StringComparer.Ordinal);
            lines = [.. lines.Select(line => said.TryGetValue(line.SpanId, out var content) ? line with { Content = TraceAnswers.From(content) } : line)];
        }

        var answer = new SpanList { Spans = lines, Total = tree.SpanCount, NextCursor = page.Next(tree.Spans.Count) };
        return Results.Json(answer, TraceContractsJson.Readable.SpanList);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, string id, GetTree trees, SearchTrace search, CancellationToken stop)
    {
        var query = context.Request.Query;
        var text = query["q"].ToString();
        if (!Page.AreKnown(query, ["q", "limit", "cursor"], out var fault)
            || !Page.TryParse(query, SpansDefault, SpansMax, out var page, out fault)
            || !Values.TryWord("q", text, out fault))
        {
            return ApiError.Refuse(fault);
        }

        var project = context.Caller().Project;
        var tree = TraceId.TryParse(id, out var parsed) ? await trees.AskAsync(project, parsed, int.MaxValue, stop) : null;
        if (tree is null)
        {
            return NotFound(id, project);
        }

        var found = (await search.AskAsync(project, tree, text, stop)).ToHashSet(StringComparer.Ordinal);
        var lines = tree.Spans.Where(span => found.Contains(span.SpanId)).Skip(page.Start).Take(page.Limit).Select(ObservationLine.From).ToList();
        return Results.Json(new SpanList { Spans = lines, Total = found.Count, NextCursor = page.Next(found.Count) }, TraceContractsJson.Readable.SpanList);
    }

    private static IResult NotFound(string id, ProjectId project) =>
        ApiError.Answer(StatusCodes.Status404NotFound, TraceNotFound, $"There is no trace '{id}' in project '{project}'.");
}
