using Tracehouse.Query.Sql;
using Tracehouse.Query.Trees;
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

    private readonly FindWindow _windows = new(link);

    /// <summary>Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<TraceSummary?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        await barrier.WaitAsync(project, id.Value, stop);
        return await AskAsync(project, id, await _windows.AskAsync(project, id.Value, stop), stop);
    }

    /// <summary>The same once it is known when the trace was.</summary>
    internal async Task<TraceSummary?> AskAsync(ProjectId project, TraceId id, TraceWindow window, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", id.Value }, { "limit", RowsMax } };
        window.AddTo(parameters);
        var rows = await link.ReadAllAsync(Rows, parameters, TracesJson.Default.TraceSummary, stop);
        return NetTraces.Of(rows, isCut: false, out _) is [var trace, ..] ? trace : null;
    }
}
