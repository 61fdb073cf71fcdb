using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Everything about one trace.</summary>
public sealed class GetTrace(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Row = SqlText.Load("Traces/GetTrace.sql");

    /// <summary>Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<TraceDetail?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var rows = await link.ReadAllAsync(
            Row, new() { { "project", project.Value }, { "trace_id", id.Value } }, TracesJson.Default.TraceDetail, stop);
        return rows.Count > 0 ? rows[0] : null;
    }
}
