using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>One trace as a whole.</summary>
public sealed class FindTrace(ClickHouseLink link, ReadBarrier barrier)
{
    private const int RowsMax = 100_000;
    private static readonly string Rows = SqlText.Load("Traces/ListTraces.sql").Replace(
        SqlText.Load("Traces/TraceFilter.sql"), SqlText.Load("Traces/OneTraceFilter.sql"), StringComparison.Ordinal);

    /// <summary>Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<TraceSummary?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", id.Value }, { "limit", RowsMax } };
        var rows = await link.ReadAllAsync(Rows, parameters, TracesJson.Default.TraceSummary, stop);
        return NetTraces.Of(rows, isCut: false, out _) is [var trace, ..] ? trace : null;
    }
}
