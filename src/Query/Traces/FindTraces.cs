using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Some traces as a whole.</summary>
public sealed class FindTraces(ClickHouseLink link, ReadBarrier barrier)
{
    private const int RowsMax = 100_000;
    private const string Times =
        "start_time >= (SELECT if(count() = 0, toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), min(first_start)) FROM trace_times WHERE project = {project:String} AND trace_id IN {}) " +
        "AND start_time <= (SELECT if(count() = 0, toDateTime64('2299-12-31 00:00:00', 6, 'UTC'), max(last_start)) FROM trace_times WHERE project = {project:String} AND trace_id IN {}) " +
        "AND trace_id IN {}";

    private static readonly string Rows = SqlText.Load("Traces/ListTraces.sql");

    /// <summary>Those that there are, by their ids. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<IReadOnlyDictionary<string, TraceSummary>> AskAsync(ProjectId project, IReadOnlyCollection<string> ids, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        if (ids.Count == 0)
        {
            return new Dictionary<string, TraceSummary>();
        }

        var conditions = TraceFilter.All.ToConditions(project, out var parameters);
        conditions.And(Times, ids);
        parameters.Add("limit", RowsMax);
        var rows = await link.ReadAllAsync(conditions.Into(Rows), parameters, TracesJson.Default.TraceSummary, stop);
        return NetTraces.Of(rows, isCut: false, out _).DistinctBy(trace => trace.RequestId).ToDictionary(trace => trace.RequestId, StringComparer.Ordinal);
    }
}
