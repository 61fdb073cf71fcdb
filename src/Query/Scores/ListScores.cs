using Tracehouse.Query.Requests;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Scores;

/// <summary>Which judgements there are, newest first.</summary>
public sealed class ListScores(ClickHouseLink link, ReadBarrier barrier)
{
    /// <summary>The longest page.</summary>
    public const int LimitMax = 1000;

    private static readonly string Rows = SqlText.Load("Scores/ListScores.sql");

    /// <summary>Asks. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<ScorePage> AskAsync(ProjectId project, ScoreFilter filter, Page page, CancellationToken stop)
    {
        await (filter.TraceId.Length > 0 ? barrier.WaitAsync(project, filter.TraceId, stop) : barrier.WaitAsync(stop));
        var conditions = filter.ToConditions(project, out var parameters);
        parameters.Add("limit", page.Limit);
        parameters.Add("offset", page.Start);
        var rows = await link.ReadAllAsync(conditions.Into(Rows), parameters, ScoresJson.Default.ScoreRow, stop);
        var total = rows.Count > 0 ? rows[0].Total : page.Start;
        return new ScorePage { Scores = [.. rows.Select(ScoreLine.From)], Total = total, NextCursor = page.Next(total) };
    }
}
