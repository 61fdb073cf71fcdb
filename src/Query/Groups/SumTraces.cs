using Tracehouse.Query.Requests;
using Tracehouse.Query.Sql;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Groups;

/// <summary>Sums of traces that have something in common, each call counted once.</summary>
public sealed class SumTraces(ClickHouseLink link, ReadBarrier barrier)
{
    /// <summary>The longest page.</summary>
    public const int LimitMax = 1000;

    private static readonly string Sums = SqlText.Load("Groups/SumTraces.sql");

    /// <summary>The same for what is answered from minutes, which know nothing of single rows: of a trace that has moved, the old time shows until rows are merged.</summary>
    internal static readonly string SumsOfMinutes = Sums.Replace(SqlText.Load("Groups/LiveRowsFilter.sql"), "", StringComparison.Ordinal);

    private static readonly string Models = SqlText.Load("Groups/SumModels.sql");

    /// <summary>Asks. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<GroupPage> AskAsync(ProjectId project, TraceGrouping grouping, TraceFilter filter, GroupOrder order, Page page, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(stop);
        var conditions = filter.ToConditionsWithWords(project, out var parameters);
        parameters.Add("limit", page.Limit);
        parameters.Add("offset", page.Start);
        var statement = (grouping == TraceGrouping.Model ? Models : (grouping is TraceGrouping.Day or TraceGrouping.Environment ? SumsOfMinutes : Sums).Replace("/* key */ session_id", Column(grouping), StringComparison.Ordinal))
            .Replace("ORDER BY last_start DESC, key", $"ORDER BY {order.Sql}", StringComparison.Ordinal);
        var rows = await link.ReadAllAsync(WholeMinutes.Into(conditions.Into(statement), filter.Since, filter.Until), parameters, GroupsJson.Default.TraceGroup, stop);
        return new GroupPage(rows, rows.Count > 0 ? rows[0].Total : page.Start, isComplete);
    }

    private static string Column(TraceGrouping grouping) => grouping switch
    {
        TraceGrouping.User => "traces.user_id",
        TraceGrouping.Day => WholeMinutes.Day,
        TraceGrouping.Name => "name",
        TraceGrouping.Environment => "environment",
        _ => "traces.session_id",
    };
}
