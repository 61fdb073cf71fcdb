using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Which models, providers, states, aliases, environments, levels and names there are to filter by, most frequent first.</summary>
public sealed class ListTraceFacets(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Rows = SqlText.Load("Traces/ListTraceFacets.sql");

    /// <summary>Asks, within a time range. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<IReadOnlyList<TraceFacet>> AskAsync(ProjectId project, DateTimeOffset? since, DateTimeOffset? until, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var parameters = new SqlParameters
        {
            { "project", project.Value },
            { "since", since ?? TimeBounds.Earliest },
            { "until", until ?? TimeBounds.Latest },
        };
        return await link.ReadAllAsync(Rows, parameters, TracesJson.Default.TraceFacet, stop);
    }
}
