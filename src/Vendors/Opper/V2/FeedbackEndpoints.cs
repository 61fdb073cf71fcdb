using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary>What people think of a span, and spans that are worth keeping as examples.</summary>
internal sealed class FeedbackEndpoints(SpanBook book, SpanJudgements judgements, ExampleBook examples, OpperBodies bodies)
{
    private const double GoodEnough = 0.5;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v2/spans/{id}/feedback", SubmitAsync);
        routes.MapPost("/v2/spans/{id}/save_examples", SaveAsync);
    }

    private async Task<IResult> SubmitAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var (score, comment, saves) = (fields.Number("score"), fields.Text("comment"), fields.Flag("save_to_dataset"));
        if (score is not (>= 0 and <= 1))
        {
            fields.Blame<string>("'score' must be a number from 0 to 1.");
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

        await judgements.KeepFeedbackAsync(project, trace, id, score!.Value, comment, stop);

        // Nobody says what becomes of it when nothing is said; what people like is an example where the span is the call of a function.
        var isExample = saves ?? (score >= GoodEnough && await book.GetAsync(project, id, stop) is { } span && new SpanTold(span).Function is not null);
        if (isExample)
        {
            await examples.SaveSpanAsync(project, trace, id, datasetName: null, comment, stop);
        }

        return Answers.Ok(new JsonObject { ["span_id"] = id, ["score"] = score, ["comment"] = comment, ["example_saved"] = isExample });
    }

    private async Task<IResult> SaveAsync(HttpContext context, string id, CancellationToken stop)
    {
        var (fields, fault) = await bodies.ReadAsync(context, stop);
        var name = context.Request.Query["dataset_name"].ToString() is { Length: > 0 } asked ? asked : fields.Text("dataset_name");
        if (fault is not null || fields.Fault.Length > 0)
        {
            return fault ?? Answers.Invalid(context, fields.Fault);
        }

        var project = context.Caller().Project;
        if (await book.FindAsync(project, id, stop) is not { } trace || await examples.SaveSpanAsync(project, trace, id, name, null, stop) is not { } item)
        {
            return Answers.NotFound(context, "span", id);
        }

        var entry = ExampleBook.ToEntry(item);
        entry.Remove("id");
        entry["dataset_id"] = item.DatasetId;
        entry["dataset_entry_id"] = item.Id;
        return Answers.Created(entry);
    }
}
