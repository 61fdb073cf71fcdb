using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Which traces match, newest first, a page at a time.</summary>
public sealed class ListTraces(ClickHouseLink link, ReadBarrier barrier)
{
    /// <summary>The longest page.</summary>
    public const int LimitMax = 1000;

    private static readonly string Rows = SqlText.Load("Traces/ListTraces.sql");
    private static readonly string Count = SqlText.Load("Traces/CountTraces.sql");

    /// <summary>Asks. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<TracePage> AskAsync(ProjectId project, TraceFilter filter, int limit, long offset, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(stop);
        var page = filter.ToParameters(project);
        page.Add("limit", limit);
        page.Add("offset", offset);
        var rows = link.ReadAllAsync(Rows, page, TracesJson.Default.TraceSummary, stop);
        var counts = link.ReadAllAsync(Count, filter.ToParameters(project), TracesJson.Default.TraceCount, stop);
        await Task.WhenAll(rows, counts);

        var (traces, count) = (await rows, (await counts)[0]);
        return new TracePage(traces, count.Total, offset + traces.Count < count.Total, count.First, count.Last, isComplete);
    }
}
