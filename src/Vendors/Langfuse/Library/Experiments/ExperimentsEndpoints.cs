using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Library.Runs;
using Tracehouse.Vendors.Langfuse.Library.Shelves;
using Tracehouse.Vendors.Langfuse.Scores;

namespace Tracehouse.Vendors.Langfuse.Library.Experiments;

/// <summary><c>experiments</c> and <c>experiment-items</c>: the runs of datasets once more, in the words of the newest clients.</summary>
internal sealed class ExperimentsEndpoints(RunBook runs, ExperimentItems items, ListScores scores)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/experiments", (HttpContext context, ExperimentsEndpoints experiments, CancellationToken stop) => experiments.ListAsync(context, stop));
        routes.MapGet("/experiment-items", (HttpContext context, ExperimentsEndpoints experiments, CancellationToken stop) => experiments.ListItemsAsync(context, stop));
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!ExperimentQuery.TryParse(context.Request.Query, "", out var asked, out var fault))
        {
            return fault;
        }

        var project = context.Caller().Project;
        var meant = (await FindAsync(project, asked, stop)).Where(run => asked.Means(run.Entity.CreatedAt)).ToList();
        var bodies = new List<ExperimentBody>();
        foreach (var run in meant.Skip(asked.Page.Start).Take(asked.Page.Limit))
        {
            bodies.Add(await BodyAsync(project, run, asked, stop));
        }

        return Results.Json(new ExperimentList(bodies, new ExperimentMeta(asked.Page.Next(meant.Count))), ExperimentJson.Readable.ExperimentList);
    }

    private async Task<ExperimentBody> BodyAsync(ProjectId project, Kept<DatasetRun> run, ExperimentQuery asked, CancellationToken stop)
    {
        var newest = await runs.ListItemsAsync(project, run.Entity.Id, 0, 1, stop);
        var end = newest.Items is [var last] ? last.Entity.CreatedAt : run.Entity.CreatedAt;
        return new ExperimentBody(run.Entity.Id, run.Entity.Name, run.Value.Description, run.Entity.CreatedAt, end, newest.Total, run.Entity.Parent)
        {
            Metadata = asked.Has("metadata") ? run.Value.Metadata : null,
            Scores = asked.Has("scores") ? await ScoresAsync(project, run.Entity.Id, asked.ScoreLimit, stop) : null,
        };
    }

    private async Task<IReadOnlyList<ScoreAnswer>> ScoresAsync(ProjectId project, string runId, int limit, CancellationToken stop)
    {
        var filter = new ScoreFilter { Choice = new ScoreChoice { Attached = new Dictionary<string, IReadOnlyCollection<string>> { [OwnWords.Run] = [runId] } } };
        var found = await scores.AskAsync(project, filter, new Page(limit, 0), stop);
        return [.. found.Scores.Select(score => ScoreAnswer.ThirdFrom(score, project))];
    }

    private async Task<IResult> ListItemsAsync(HttpContext context, CancellationToken stop)
    {
        if (!ExperimentQuery.TryParse(context.Request.Query, "experiment", out var asked, out var fault))
        {
            return fault;
        }

        var (project, itemId) = (context.Caller().Project, context.Request.Query["experimentItemId"].ToString());
        var meant = new List<(Kept<DatasetRun> Run, Kept<RunItem> Item)>();
        foreach (var run in await FindAsync(project, asked, stop))
        {
            var all = await runs.AllItemsAsync(project, run.Entity.Id, stop);
            meant.AddRange(all.Where(item => asked.Means(item.Entity.CreatedAt) && (itemId.Length == 0 || item.Value.DatasetItemId == itemId)).Select(item => (run, item)));
        }

        var some = meant.Skip(asked.Page.Start).Take(asked.Page.Limit).ToList();
        return Results.Json(new ExperimentItemList(await items.ReadAsync(project, some, asked, stop), new ExperimentMeta(asked.Page.Next(meant.Count))), ExperimentJson.Readable.ExperimentItemList);
    }

    private async Task<List<Kept<DatasetRun>>> FindAsync(ProjectId project, ExperimentQuery asked, CancellationToken stop) =>
        [.. (await runs.AllAsync(project, asked.DatasetIds is [var only] ? only : null, stop)).Where(asked.Means)];
}
