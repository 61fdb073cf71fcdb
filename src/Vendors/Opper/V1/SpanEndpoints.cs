using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V1;

/// <summary><c>/v1/spans</c>, whose ids are called <c>uuid</c>.</summary>
internal sealed class SpanEndpoints(SpanBook book, SpanJudgements judgements, ExampleBook examples, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/spans", CreateAsync);
        routes.MapPut("/v1/spans/{id}", ChangeAsync);
        routes.MapPatch("/v1/spans/{id}", ChangeAsync);
        routes.MapDelete("/v1/spans/{id}", RemoveAsync);
        routes.MapPost("/v1/spans/{id}/metrics", MeasureAsync);
        routes.MapPost("/v1/spans/{id}/save_examples", SaveAsync);
        routes.MapPost("/v1/spans/{id}/generation", GenerateAsync);
    }

    private async Task<IResult> CreateAsync(HttpContext context, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        fields.Required("name", "what the span is called");
        var told = SpanTelling.Read(fields);
        var (id, trace) = (fields.Id("uuid", "id") ?? $"{Guid.NewGuid()}", fields.Id("trace_id"));
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        await book.BeginAsync(project, await book.TraceForAsync(project, trace, told.Parent, id, stop), id, told, stop);
        return Answers.Ok(Named(id));
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
        return Answers.Ok(Named(id));
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string id, CancellationToken stop) =>
        await book.RemoveAsync(context.Caller().Project, id, stop) ? Answers.Gone() : Answers.NotFound(context, "span", id);

    private async Task<IResult> MeasureAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (dimension, value, comment) = (fields.Text("dimension"), fields.Number("value", "score"), fields.Text("comment"));
        if (value is null && fields.Fault.Length == 0)
        {
            fields.Blame<string>("'value' is missing: a number.");
        }

        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } trace)
        {
            return Answers.NotFound(context, "span", id);
        }

        var metric = SpanJudgements.ToMetric(await judgements.KeepAsync(project, trace, id, null, dimension ?? "score", value!.Value, comment, null, stop));
        metric["uuid"] = metric["id"]!.DeepClone();
        return Answers.Ok(metric);
    }

    private async Task<IResult> SaveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await book.FindAsync(project, id, stop) is { } trace && await examples.SaveSpanAsync(project, trace, id, null, null, stop) is { } item
            ? Answers.Ok(Named(item.Id))
            : Answers.NotFound(context, "span", id);
    }

    /// <summary>A call of a model that the caller made by itself; it is kept below the span.</summary>
    private async Task<IResult> GenerateAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var told = GenerationTelling.Read(fields, id);
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } trace)
        {
            return Answers.NotFound(context, "span", id);
        }

        var own = $"{Guid.NewGuid()}";
        await book.TellCallAsync(project, trace, own, told.ToPart(), stop);
        var body = (JsonObject)JsonNode.Parse(fields.Body.GetRawText())!;
        body["uuid"] = own;
        return Answers.Ok(body);
    }

    private static JsonObject Named(string id) => new() { ["uuid"] = id };
}
