using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Which traces match, newest first or in another order, a page at a time.</summary>
public sealed class ListTraces(ClickHouseLink link, ReadBarrier barrier)
{
    /// <summary>The longest page.</summary>
    public const int LimitMax = 1000;

    private static readonly string Count = SqlText.Load("Traces/CountTraces.sql");
    private readonly WordSearch _search = new(link);

    /// <summary>Asks for the newest. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public Task<TracePage> AskAsync(ProjectId project, TraceFilter filter, int limit, long offset, CancellationToken stop) =>
        AskAsync(project, new TraceRequest(filter, limit, offset), stop);

    /// <summary>Asks. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<TracePage> AskAsync(ProjectId project, TraceRequest request, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(stop);
        var plan = await _search.PlanAsync(project, request.Filter, stop);
        if (plan.Named is { Count: 0 })
        {
            return new TracePage([], 0, false, isComplete) { IsTotalExact = true };
        }

        // Where the traces are named, a page that is not full has counted them.
        var count = plan is { IsCounted: true, Named: null } ? CountAsync(project, request.Filter, plan, stop) : null;

        // One more than asked for tells whether another page follows.
        var rows = new TraceRows(link, project, request, plan);
        var traces = await rows.TakeAsync(request.Offset, request.Limit + 1, stop);
        var hasMore = traces.Count > request.Limit;
        var page = hasMore ? traces.Take(request.Limit).ToList() : traces;
        var seen = request.Offset + traces.Count;
        count = count is null && plan.IsCounted && (hasMore || seen != traces.Count || request.Cursor is not null) ? CountAsync(project, request.Filter, plan, stop) : count;
        var (total, isExact) = count is not null ? (await count, true) : (seen, !hasMore && request.Cursor is null && (traces.Count > 0 || request.Offset == 0));
        return new TracePage(page, count is not null ? Math.Max(total, request.Cursor is null && traces.Count > 0 ? seen : 0) : total, hasMore, isComplete)
        {
            IsTotalExact = isExact,
            Next = hasMore ? new TraceCursor { Order = request.Order.Text, Value = page[^1].SortValue, StartTime = page[^1].StartTime, TraceId = page[^1].RequestId } : null,
        };
    }

    private async Task<long> CountAsync(ProjectId project, TraceFilter filter, WordPlan plan, CancellationToken stop)
    {
        var conditions = filter.ToConditions(project, out var parameters);
        plan.AddTo(conditions, withChecked: false);
        return (await link.ReadAllAsync(WholeMinutes.Into(conditions.Into(Count), filter.Since, filter.Until), parameters, TracesJson.Default.TraceCount, stop))[0].Total;
    }
}
