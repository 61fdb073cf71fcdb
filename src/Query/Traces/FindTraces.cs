using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Some traces as a whole.</summary>
public sealed class FindTraces(ClickHouseLink link, ReadBarrier barrier)
{
    // Ids stand in the address of a request, which cannot be longer.
    private const int AtOnce = 100;
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
        var found = new Dictionary<string, TraceSummary>(StringComparer.Ordinal);
        foreach (var some in ids.Chunk(AtOnce))
        {
            var conditions = TraceFilter.All.ToConditions(project, out var parameters);
            conditions.And(Times, some);
            parameters.Add("limit", RowsMax);
            var rows = await link.ReadAllAsync(conditions.Into(Rows), parameters, TracesJson.Default.TraceSummary, stop);
            foreach (var trace in NetTraces.Of(rows, isCut: false, out _))
            {
                found.TryAdd(trace.RequestId, trace);
            }
        }

        return found;
    }
}
