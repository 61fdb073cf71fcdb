using Tracehouse.Query.Sql;
using Tracehouse.Query.Trees;
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

    private static readonly string Rows = SqlText.Load("Traces/ListTraces.sql");
    private readonly FindWindow _windows = new(link);

    /// <summary>Those that there are, by their ids. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<IReadOnlyDictionary<string, TraceSummary>> AskAsync(ProjectId project, IReadOnlyCollection<string> ids, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var found = new Dictionary<string, TraceSummary>(StringComparer.Ordinal);
        foreach (var some in ids.Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var conditions = TraceFilter.All.ToConditions(project, out var parameters);
            conditions.And("trace_id IN {}", some);
            (await _windows.AskAsync(project, some, stop)).AddTo(conditions);
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
