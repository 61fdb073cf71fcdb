using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V3;

/// <summary><c>/v3/traces</c>, in the shape of the SDKs and of the command line at once, which differ.</summary>
internal sealed class TraceEndpoints(ListTraces list, TraceReading reading, IRemoval removal)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v3/traces", ListAsync);
        routes.MapGet("/v3/traces/{id}", GetAsync);
        routes.MapDelete("/v3/traces/{id}", RemoveAsync);
    }

    /// <summary>A span of a trace as this generation has it: what the second keeps in <c>data</c> lies beside it.</summary>
    public static JsonObject ToSpan(JsonObject span, string trace)
    {
        var flat = (JsonObject)span.DeepClone();
        flat["trace_id"] = trace;
        flat["input"] = span["data"]!["input"]?.DeepClone();
        flat["output"] = span["data"]!["output"]?.DeepClone();
        flat["metadata"] = span["meta"]?.DeepClone();
        flat["tags"] = new JsonObject(span["data"]!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>().Split(':', 2))
            .DistinctBy(tag => tag[0], StringComparer.Ordinal).Select(tag => KeyValuePair.Create(tag[0], (JsonNode?)(tag.Length > 1 ? tag[1] : ""))));
        return flat;
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var name = context.Request.Query["name"].ToString();
        var filter = name.Length > 0 ? TraceFilter.All.With("name", $"*{name}*") : TraceFilter.All;
        var page = await list.AskAsync(context.Caller().Project, filter, window.Limit, window.Offset, stop);
        var lines = page.Traces.Select(trace => Worded(TraceReading.Summary(trace, trace.InputPreview, trace.OutputPreview))).ToList();
        return Answers.Ok(new JsonObject
        {
            ["data"] = new JsonArray([.. lines]),
            ["traces"] = new JsonArray([.. lines.Select(line => line.DeepClone())]),
            ["meta"] = new JsonObject { ["total_count"] = page.Total },
        });
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (!TraceId.TryParse(id, out var trace) || await reading.AskAsync(context.Caller().Project, trace, stop) is not { } body)
        {
            return Answers.NotFound(context, "trace", id);
        }

        var spans = new JsonArray([.. body["spans"]!.AsArray().Select(span => ToSpan(span!.AsObject(), id))]);
        body["spans"] = spans;
        body["events"] = new JsonArray();
        return Answers.Ok(new JsonObject { ["data"] = Worded(body), ["trace"] = new JsonObject { ["uuid"] = id, ["name"] = body["name"]?.DeepClone() }, ["spans"] = spans.DeepClone() });
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (!TraceId.TryParse(id, out var trace) || await reading.AskAsync(project, trace, stop) is null)
        {
            return Answers.NotFound(context, "trace", id);
        }

        await removal.RemoveTracesAsync(project, [trace], stop);
        return Answers.Gone();
    }

    private static JsonObject Worded(JsonObject trace)
    {
        trace["status"] = trace["status"]!.GetValue<string>() == "success" ? "ok" : "error";
        return trace;
    }
}
