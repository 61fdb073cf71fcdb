using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary><c>/v2/spans/{id}/metrics</c>: numbers that a span is judged by.</summary>
internal sealed class MetricEndpoints(SpanBook book, SpanJudgements judgements, OpperBodies bodies)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/spans/{id}/metrics", CreateAsync);
        routes.MapGet("/v2/spans/{id}/metrics", ListAsync);
        routes.MapGet("/v2/spans/{id}/metrics/{metric}", GetAsync);
        routes.MapPatch("/v2/spans/{id}/metrics/{metric}", ChangeAsync);
        routes.MapDelete("/v2/spans/{id}/metrics/{metric}", RemoveAsync);
    }

    private async Task<IResult> CreateAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (dimension, value, comment) = (fields.Required("dimension", "what is measured"), fields.Number("value"), fields.Text("comment"));
        if (!fields.Has("value"))
        {
            fields.Blame<string>("'value' is missing: a number.");
        }

        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        return await book.FindAsync(project, id, stop) is { } trace
            ? Answers.Ok(SpanJudgements.ToMetric(await judgements.KeepAsync(project, trace, id, null, dimension, value!.Value, comment, null, stop)))
            : Answers.NotFound(context, "span", id);
    }

    private async Task<IResult> ListAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (!Window.TryRead(context, out var window, out var fault))
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } trace)
        {
            return Answers.NotFound(context, "span", id);
        }

        var metrics = await judgements.MetricsAsync(project, trace, id, stop);
        return Answers.Page(metrics.Skip(window.Offset).Take(window.Limit).Select(SpanJudgements.ToMetric), metrics.Count);
    }

    private Task<IResult> GetAsync(HttpContext context, string id, string metric, CancellationToken stop) =>
        WithAsync(context, id, metric, (_, _, found) => Task.FromResult(Answers.Ok(SpanJudgements.ToMetric(found))), stop);

    private async Task<IResult> ChangeAsync(HttpContext context, string id, string metric, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (dimension, value, comment) = (fields.Text("dimension"), fields.Number("value"), fields.Text("comment"));
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        return await WithAsync(context, id, metric, async (project, trace, found) => Answers.Ok(SpanJudgements.ToMetric(await judgements.KeepAsync(
            project, trace, id, metric, dimension ?? found.Name, value ?? found.Value!.Value, comment ?? found.Comment, found.CreatedAt, stop))), stop);
    }

    private Task<IResult> RemoveAsync(HttpContext context, string id, string metric, CancellationToken stop) =>
        WithAsync(context, id, metric, async (project, trace, _) =>
        {
            await judgements.ForgetAsync(project, trace, id, metric, stop);
            return Answers.Gone();
        }, stop);

    private async Task<IResult> WithAsync(HttpContext context, string id, string metric, Func<ProjectId, TraceId, Query.Scores.ScoreLine, Task<IResult>> answer, CancellationToken stop)
    {
        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } trace)
        {
            return Answers.NotFound(context, "span", id);
        }

        return await judgements.MetricAsync(project, trace, id, metric, stop) is { } found ? await answer(project, trace, found) : Answers.NotFound(context, "metric", metric);
    }
}
