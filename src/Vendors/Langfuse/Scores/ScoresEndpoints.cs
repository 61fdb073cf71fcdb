using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Ingest.Parts;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Filters;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary><c>scores</c> in all three versions: given, taken back, listed and found.</summary>
internal sealed class ScoresEndpoints(ScoreReader reader, PartIntake intake, ListScores question, FindTraces traces, TimeProvider time)
{
    private const int StretchDefault = 50;
    private const int StretchMax = 100;
    private static readonly string[] Groups = ["score", "trace"];

    public void Map(IEndpointRouteBuilder langfuse)
    {
        langfuse.MapPost("/scores", TakeAsync);
        langfuse.MapDelete("/scores/{id}", ForgetAsync);
        foreach (var path in new[] { "/scores", "/v2/scores" })
        {
            langfuse.MapGet(path, ListAsync);
            langfuse.MapGet($"{path}/{{id}}", GetAsync);
        }

        langfuse.MapGet("/v3/scores", ListThirdAsync);
    }

    private async Task<IResult> TakeAsync(HttpContext context, CancellationToken stop)
    {
        var (document, fault) = await LangfuseBody.ReadAsync(context);
        using (document)
        {
            if (document is null)
            {
                return fault!;
            }

            if (document.Root.ValueKind != JsonValueKind.Object)
            {
                return Refuse.InvalidField("", "The body must be a JSON object.");
            }

            var now = time.GetUtcNow();
            var (score, wrong) = await reader.ReadAsync(context.Caller().Project, document.Root, Guid.CreateVersion7(now).ToString("N"), now, stop);
            return score is null
                ? Refuse.InvalidField(wrong.Split('\'') is { Length: > 1 } words ? words[1] : "", wrong)
                : await KeepAsync(context, score) ?? Results.Json(new KeptScore(score.Id), LangfuseScoresJson.Readable.KeptScore);
        }
    }

    private async Task<IResult> ForgetAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (await FindAsync(context.Caller().Project, id, stop) is null)
        {
            return NotFound(id);
        }

        var forgotten = new ScoreRecord
        {
            Project = context.Caller().Project, Id = id, Name = "", Type = ScoreType.Numeric, Time = time.GetUtcNow(), IsDeleted = true,
        };
        return await KeepAsync(context, forgotten) ?? Results.Json(new LangfuseError("Score deleted successfully", null), LangfuseErrorJson.Readable.LangfuseError);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!PageRequest.TryParse(context.Request.Query, out var page, out var fault) || !ScoreQuery.TryParse(context.Request.Query, out var filter, out fault))
        {
            return fault;
        }

        var (fields, wrong) = FieldGroups.Read(context.Request.Query, Groups, Groups);
        if (fields is null)
        {
            return wrong!;
        }

        var project = context.Caller().Project;
        var found = await question.AskAsync(project, filter, new Page(page.Limit, page.Offset), stop);
        var answers = found.Scores.Select(line => ScoreAnswer.From(line, project));
        return Results.Json(new ScoreList([.. fields.Contains("trace") ? await WithTracesAsync(project, [.. answers], stop) : answers], page.Meta(found.Total)), LangfuseScoresJson.Readable.ScoreList);
    }

    /// <summary>A trace that has not come yet is told as nothing.</summary>
    private async Task<IEnumerable<ScoreAnswer>> WithTracesAsync(ProjectId project, IReadOnlyList<ScoreAnswer> scores, CancellationToken stop)
    {
        var ids = scores.Select(score => score.TraceId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var known = ids.Count == 0 ? null : await traces.AskAsync(project, ids, stop);
        return scores.Select(score => score.TraceId is { } id && known?.GetValueOrDefault(id) is { } trace ? score with { Trace = ScoredTrace.From(trace) } : score);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        var project = context.Caller().Project;
        return await FindAsync(project, id, stop) is { } line
            ? Results.Json(ScoreAnswer.From(line, project), LangfuseScoresJson.Readable.ScoreAnswer)
            : NotFound(id);
    }

    private async Task<IResult> ListThirdAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryNumber(query, "limit", StretchDefault, 1, StretchMax, out _, out var fault) || !ThirdScoreQuery.TryParse(query, out var filter, out fault))
        {
            return fault;
        }

        if (!Page.TryParse(query, StretchDefault, StretchMax, out var page, out var wrong))
        {
            return Refuse.InvalidField("cursor", wrong);
        }

        var project = context.Caller().Project;
        var found = await question.AskAsync(project, filter, page, stop);
        return Results.Json(
            new ScoreStretch([.. found.Scores.Select(line => ScoreAnswer.ThirdFrom(line, project))], new ScoreStretchMeta(page.Limit, found.NextCursor)),
            LangfuseScoresJson.Readable.ScoreStretch);
    }

    private async Task<ScoreLine?> FindAsync(ProjectId project, string id, CancellationToken stop) =>
        (await question.AskAsync(project, new ScoreFilter { Choice = new ScoreChoice { Ids = [id] } }, new Page(1, 0), stop)).Scores.FirstOrDefault();

    private async Task<IResult?> KeepAsync(HttpContext context, ScoreRecord score) =>
        !intake.IsOff && intake.TryAppend(score) && await intake.FlushAsync(context.RequestAborted) ? null : NoRoom.Answer(context, intake.IsOff);

    private static IResult NotFound(string id) => Refuse.NotFound($"There is no score '{id}' in this project.");
}
