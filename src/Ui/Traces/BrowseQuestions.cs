using Microsoft.Extensions.Logging;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Records;

namespace Tracehouse.Ui.Traces;

/// <summary>Asks what the page shows. A store that does not answer is a value here, not an exception: the page says so and tries again.</summary>
internal sealed partial class BrowseQuestions(
    ListTraces list, GetTrace get, GetTree trees, ChartTraces chart, ListTraceFacets facets, ListScores scores, ScoresOfTrace judgements, TraceArrivals arrivals, TimeProvider time, ILogger<BrowseQuestions> log)
{
    /// <summary>An address that could not be read, before anything was asked.</summary>
    public ListModel Refuse(ProjectId project, string fault) =>
        new() { Address = BrowseAddress.Empty, Now = time.GetUtcNow(), Version = arrivals.VersionOf(project), Fault = fault };

    public async Task<ListModel> ListAsync(ProjectId project, BrowseAddress address, string openId, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var filter = address.FilterAt(now);
        var model = new ListModel { Address = address, Now = now, Version = arrivals.VersionOf(project), OpenId = openId };
        try
        {
            var page = list.AskAsync(project, new TraceRequest(filter, address.Limit, address.Offset) { Order = address.Order }, stop);
            var buckets = chart.AskAsync(project, filter, stop);
            var values = facets.AskAsync(project, filter.Since, filter.Until, stop);
            await Task.WhenAll(page, buckets, values);
            var shown = await page;
            return model with { Page = shown, Chart = await buckets, Facets = await values, Scores = await ScoresAsync(project, shown, stop) };
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            return model with { Outage = Explain(cause) };
        }
    }

    public async Task<DrawerModel> GetAsync(ProjectId project, BrowseAddress address, string id, CancellationToken stop)
    {
        var model = new DrawerModel { Address = address, Id = id };
        try
        {
            var trace = TraceId.TryParse(id, out var parsed) ? await get.AskAsync(project, parsed, stop) : null;
            if (trace is null)
            {
                return model;
            }

            var tree = address.View == DrawerView.Spans && TraceId.TryParse(trace.TraceId, out var whole) ? await trees.AskAsync(project, whole, SpanTable.SpansMax, stop) : null;
            return model with { Trace = trace, Tree = tree, Scores = await judgements.AskAsync(project, trace.TraceId, "", stop) };
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            return model with { Outage = Explain(cause) };
        }
    }

    /// <summary>How the traces of a page were judged.</summary>
    private async Task<ILookup<string, ScoreLine>> ScoresAsync(ProjectId project, TracePage page, CancellationToken stop)
    {
        var filter = new ScoreFilter { TraceIds = [.. page.Traces.Select(trace => trace.RequestId)] };
        var found = page.Traces.Count == 0 ? [] : (await scores.AskAsync(project, filter, new Page(ListScores.LimitMax, 0), stop)).Scores;
        return found.ToLookup(score => score.TraceId ?? "", StringComparer.Ordinal);
    }

    /// <summary>The store's own words when it is away; of anything else the log has the details and the page only that it failed.</summary>
    private string Explain(Exception cause)
    {
        if (cause is StoreUnavailableException)
        {
            return cause.Message;
        }

        LogFailed(log, cause);
        return "The question failed; the server's log says why.";
    }

    [LoggerMessage(LogLevel.Error, "A question of a page failed")]
    private static partial void LogFailed(ILogger log, Exception cause);
}
