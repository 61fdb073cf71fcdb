using Tracehouse.Query.Sql;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Analytics;

/// <summary>Sums and distributions of traces, for dashboards.</summary>
public sealed class MeasureTraces(ClickHouseLink link, ReadBarrier barrier)
{
    private const int GroupsMax = 5_000;
    private static readonly string Measures = SqlText.Load("Analytics/MeasureTraces.sql");

    /// <summary>Asks; in the order of the key. Without traces there are no groups. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<IReadOnlyList<TraceMeasures>> AskAsync(ProjectId project, MeasureBy by, TraceFilter filter, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var conditions = filter.ToConditionsWithWords(project, out var parameters);
        parameters.Add("limit", GroupsMax);
        return await link.ReadAllAsync(conditions.Into(Measures.Replace("/* key */ ''", Key(by), StringComparison.Ordinal)), parameters, AnalyticsJson.Default.TraceMeasures, stop);
    }

    private static string Key(MeasureBy by) => by switch
    {
        MeasureBy.Model => "model",
        MeasureBy.Provider => "provider",
        MeasureBy.Hour => "formatDateTime(start_time, '%Y-%m-%dT%H:00:00Z', 'UTC')",
        MeasureBy.Day => "formatDateTime(start_time, '%Y-%m-%dT00:00:00Z', 'UTC')",
        _ => "''",
    };
}
