using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V3;

/// <summary><c>/v3/spans</c>, whose answers lie in <c>data</c>.</summary>
internal sealed class SpanEndpoints(SpanBook book, SpanJudgements judgements, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v3/spans", CreateAsync);
        routes.MapGet("/v3/spans/{id}", GetAsync);
        routes.MapPatch("/v3/spans/{id}", ChangeAsync);
        routes.MapDelete("/v3/spans/{id}", RemoveAsync);
        routes.MapPost("/v3/spans/{id}/events", JudgeAsync);
        routes.MapGet("/v3/spans/{id}/events", EventsAsync);
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
        return Answers.Created(Data(new JsonObject { ["id"] = id, ["trace_id"] = place.Value, ["name"] = told.Name, ["parent_id"] = told.Parent, ["type"] = told.Type }));
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await book.FindAsync(project, id, stop) is { } trace && await book.GetAsync(project, id, stop) is { } span
            ? Answers.Ok(Data(TraceEndpoints.ToSpan(TraceReading.ToSpan(span, await judgements.MetricsAsync(project, trace, id, stop)), trace.Value)))
            : Answers.NotFound(context, "span", id);
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
        return Answers.Ok(Data(new JsonObject { ["id"] = id, ["trace_id"] = trace.Value }));
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop) =>
        await book.RemoveAsync(context.Caller().Project, id, stop) ? Answers.Gone() : Answers.NotFound(context, "span", id);

    private async Task<IResult> JudgeAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (kind, data) = (fields.Required("kind", "feedback, evaluation or guardrail"), new Fields(fields.Map("data")));
        var (value, name, comment) = (data.Number("score", "value"), data.Text("dimension", "name"), data.Text("comment"));
        if (value is null && data.Fault.Length == 0)
        {
            data.Blame<string>("'data.score' is missing: a number.");
        }

        if (fault is not null || fields.Fault.Length + data.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault.Length > 0 ? fields.Fault : data.Fault);
        }

        var project = context.Caller().Project;
        return await book.FindAsync(project, id, stop) is { } trace
            ? Answers.Created(Data(ToEvent(await judgements.KeepAsync(project, trace, id, null, name ?? kind, value!.Value, comment, null, stop))))
            : Answers.NotFound(context, "span", id);
    }

    private async Task<IResult> EventsAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await book.FindAsync(project, id, stop) is { } trace
            ? Answers.Ok(new JsonObject { ["data"] = new JsonArray([.. (await judgements.MetricsAsync(project, trace, id, stop)).Select(ToEvent)]) })
            : Answers.NotFound(context, "span", id);
    }

    private static JsonObject ToEvent(Query.Scores.ScoreLine score) => new()
    {
        ["id"] = score.Id,
        ["kind"] = score.Name == "feedback" ? "feedback" : "evaluation",
        ["source"] = score.Source,
        ["span_id"] = score.SpanId,
        ["data"] = new JsonObject { ["dimension"] = score.Name, ["score"] = score.Value, ["comment"] = score.Comment },
        ["created_at"] = Answers.Time(score.CreatedAt),
    };

    private static JsonObject Data(JsonObject data) => new() { ["data"] = data };
}
