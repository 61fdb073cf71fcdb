using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Ui.Settings;
using Tracehouse.Ui.Traces;

namespace Tracehouse.Ui.Trees;

/// <summary>
/// The page of a trace, <c>GET /traces/{id}?view=transcript|tree</c>, and the parts that its script asks for below <c>/ui/traces/{id}</c>.
/// Without <c>view</c> the same path is the drawer beside the list, unless nothing is said of a list and the trace has several spans.
/// </summary>
internal static class TraceEndpoints
{
    public static void MapTracePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/traces/{id}", ShowAsync);
        routes.MapGet("/ui/traces/{id}/head", HeadAsync);
        routes.MapGet("/ui/traces/{id}/tree", TreeAsync);
        routes.MapGet("/ui/traces/{id}/transcript", TranscriptAsync);
        routes.MapGet("/ui/traces/{id}/span", SpanAsync);
        routes.MapGet("/ui/traces/{id}/find", FindAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, string id, TraceQuestions questions, BrowseQuestions list, IOptions<UiOptions> options, CancellationToken abort)
    {
        id = BrowseEndpoints.Unescape(id);
        var request = context.Request;
        if (TraceAddress.IsPage(request.Query))
        {
            return Page<WholeTrace>(await questions.AskAsync(Project(context), TraceAddress.Parse(id, request.Query), abort));
        }

        // Whoever follows a bare link to a trace wants the trace; the list with its drawer always says something of itself, or asks for a part.
        if (request.Query.Count == 0 && !BrowseEndpoints.IsPart(request) && await questions.HasSeveralSpansAsync(Project(context), id, abort))
        {
            return Results.Redirect(new TraceAddress(id).Url);
        }

        return await BrowseEndpoints.ShowAsync(context, list, options, abort, id);
    }

    private static async Task<IResult> HeadAsync(HttpContext context, string id, TraceQuestions questions, CancellationToken abort) =>
        Page<TraceHead>(await questions.AskHeadAsync(Project(context), Address(context, id), abort));

    private static async Task<IResult> TranscriptAsync(HttpContext context, string id, TraceQuestions questions, CancellationToken abort) =>
        Page<TranscriptPart>(await questions.AskTranscriptAsync(Project(context), Address(context, id), abort));

    private static async Task<IResult> SpanAsync(HttpContext context, string id, TraceQuestions questions, CancellationToken abort) =>
        Page<SpanPanel>(await questions.AskSpanAsync(Project(context), Address(context, id), abort));

    private static async Task<IResult> TreeAsync(HttpContext context, string id, TraceQuestions questions, CancellationToken abort)
    {
        var model = await questions.AskTreeAsync(Project(context), Address(context, id), abort);
        return model.Tree is { } tree ? Json(context, TreeColumns.Write(tree)) : Refuse(model);
    }

    private static async Task<IResult> FindAsync(HttpContext context, string id, TraceQuestions questions, CancellationToken abort)
    {
        var model = await questions.AskFoundAsync(Project(context), Address(context, id), abort);
        return model.Found is { } found ? Results.Json(found, TreeJson.Default.IReadOnlyListString) : Refuse(model);
    }

    private static ProjectId Project(HttpContext context) => context.Caller().Project;

    private static TraceAddress Address(HttpContext context, string id) => TraceAddress.Parse(BrowseEndpoints.Unescape(id), context.Request.Query);

    private static IResult Refuse(TraceModel model) => model.Outage.Length > 0
        ? Results.Text(model.Outage, statusCode: StatusCodes.Status503ServiceUnavailable)
        : Results.Text("There is no such trace.", statusCode: StatusCodes.Status404NotFound);

    private static RazorComponentResult<T> Page<T>(TraceModel model)
        where T : IComponent => new(new Dictionary<string, object?> { ["Model"] = model })
        {
            PreventStreamingRendering = true,
            StatusCode = model.Outage.Length > 0 ? StatusCodes.Status503ServiceUnavailable
                : (model.Whole, model.Tree, model.Span) is (null, null, null) ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };

    private static IResult Json(HttpContext context, ReadOnlyMemory<byte> json)
    {
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Bytes(json, "application/json");
        }

        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.Headers.Vary = "Accept-Encoding";
        var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            packer.Write(json.Span);
        }

        return Results.Bytes(packed.GetBuffer().AsMemory(0, (int)packed.Length), "application/json");
    }
}
