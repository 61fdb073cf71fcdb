using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary><c>/v2/traces</c>: the newest first, and one with its spans.</summary>
internal sealed class TraceEndpoints(ListTraces list, TraceReading reading)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/traces", ListAsync);
        routes.MapGet("/v2/traces/{id}", GetAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var name = context.Request.Query["name"].ToString();
        var filter = name.Length > 0 ? TraceFilter.All.With("name", name) : TraceFilter.All;
        var page = await list.AskAsync(context.Caller().Project, filter, window.Limit, window.Offset, stop);
        return Answers.Page(page.Traces.Select(trace => TraceReading.Summary(trace, Shown(trace.InputPreview), Shown(trace.OutputPreview))), page.Total);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop) =>
        TraceId.TryParse(id, out var trace) && await reading.AskAsync(context.Caller().Project, trace, stop) is { } body ? Answers.Ok(body) : Answers.NotFound(context, "trace", id);

    private static string? Shown(string preview) => preview.Length > 0 ? preview : null;
}
