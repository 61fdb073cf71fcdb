using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.Traces;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary><c>/v2/spans</c>: begun, changed, read and removed by their ids alone.</summary>
internal sealed class SpanEndpoints(SpanBook book, SpanJudgements judgements, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/spans", CreateAsync);
        routes.MapGet("/v2/spans/{id}", GetAsync);
        routes.MapPatch("/v2/spans/{id}", ChangeAsync);
        routes.MapDelete("/v2/spans/{id}", RemoveAsync);
    }

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        fields.Required("name", "what the span is called");
        var told = SpanTelling.Read(fields);
        var (id, trace) = (fields.Id("id") ?? $"{Guid.NewGuid()}", fields.Id("trace_id"));
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        var place = await book.TraceForAsync(project, trace, told.Parent, id, stop);
        await book.BeginAsync(project, place, id, told, stop);
        return Answers.Ok(new JsonObject
        {
            ["id"] = id,
            ["trace_id"] = place.Value,
            ["parent_id"] = told.Parent,
            ["name"] = told.Name,
            ["type"] = told.Type,
            ["start_time"] = told.Start is { } start ? Answers.Time(start) : null,
            ["end_time"] = told.End is { } end ? Answers.Time(end) : null,
            ["input"] = Node(told.Input),
            ["output"] = Node(told.Output),
            ["error"] = told.Error,
            ["meta"] = Node(told.Meta),
            ["score"] = told.Score,
        });
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await book.GetAsync(project, id, stop) is not { } span)
        {
            return Answers.NotFound(context, "span", id);
        }

        var body = ToSpan(span);
        body["feedback"] = await judgements.FeedbackAsync(project, TraceOf(span), id, stop) is { } feedback
            ? new JsonObject { ["score"] = feedback.Value, ["comment"] = feedback.Comment }
            : null;
        return Answers.Ok(body);
    }

    private async Task<IResult> ChangeAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var told = SpanTelling.Read(fields);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } trace)
        {
            return Answers.NotFound(context, "span", id);
        }

        await book.ChangeAsync(project, trace, id, told, stop);
        return await book.GetAsync(project, id, stop) is { } span ? Answers.Ok(ToSpan(span)) : Answers.NotFound(context, "span", id);
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop) =>
        await book.RemoveAsync(context.Caller().Project, id, stop) ? Answers.Gone() : Answers.NotFound(context, "span", id);

    private static JsonObject ToSpan(TraceDetail span)
    {
        var told = new SpanTold(span);
        return new JsonObject
        {
            ["id"] = span.SpanId,
            ["trace_id"] = span.TraceId,
            ["parent_id"] = span.ParentSpanId.Length > 0 ? span.ParentSpanId : null,
            ["name"] = span.Name,
            ["type"] = told.Type ?? span.Kind,
            ["start_time"] = Answers.Time(span.StartTime),
            ["end_time"] = told.HasEnded ? Answers.Time(span.StartTime.AddMilliseconds(span.LatencyMs)) : null,
            ["input"] = span.IsContentKept ? told.Input(span.InputText, span.InputMessages) : null,
            ["output"] = span.IsContentKept ? told.Output(span.OutputText, span.OutputMessages) : null,
            ["error"] = span.ErrorMessage.Length > 0 ? span.ErrorMessage : null,
            ["meta"] = told.Meta,
            ["score"] = told.Score,
        };
    }

    private static Records.TraceId TraceOf(TraceDetail span) => Records.TraceId.TryParse(span.TraceId, out var trace) ? trace : default;

    private static JsonNode? Node(System.Text.Json.JsonElement value) =>
        value.ValueKind == System.Text.Json.JsonValueKind.Undefined ? null : JsonNode.Parse(value.GetRawText());
}
