using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>One trace as a whole.</summary>
public sealed class FindTrace(ClickHouseLink link, ReadBarrier barrier)
{
    private const int RowsMax = 100_000;
    private const string Times =
        "start_time >= (SELECT if(count() = 0, toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), min(first_start)) FROM trace_times WHERE project = {project:String} AND trace_id = {}) " +
        "AND start_time <= (SELECT if(count() = 0, toDateTime64('2299-12-31 00:00:00', 6, 'UTC'), max(last_start)) FROM trace_times WHERE project = {project:String} AND trace_id = {}) " +
        "AND trace_id = {}";

    private static readonly string Rows = SqlText.Load("Traces/ListTraces.sql");

    /// <summary>Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<TraceSummary?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var conditions = TraceFilter.All.ToConditions(project, out var parameters);
        conditions.And(Times, id.Value);
        parameters.Add("limit", RowsMax);
        var rows = await link.ReadAllAsync(conditions.Into(Rows), parameters, TracesJson.Default.TraceSummary, stop);
        return NetTraces.Of(rows, isCut: false, out _) is [var trace, ..] ? trace : null;
    }
}
