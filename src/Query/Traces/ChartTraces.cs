using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>How cost and latency went over time.</summary>
public sealed class ChartTraces(ClickHouseLink link, ReadBarrier barrier)
{
    private const int BucketsWanted = 80;
    private static readonly int[] BucketSeconds = [1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 86400, 7 * 86400];
    private static readonly string Buckets = SqlText.Load("Traces/ChartTraces.sql");
    private static readonly string Count = SqlText.Load("Traces/CountTraces.sql");

    /// <summary>Asks; null when nothing matches. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<TraceChart?> AskAsync(ProjectId project, TraceFilter filter, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var conditions = filter.ToConditionsWithWords(project, out var parameters);
        var count = (await link.ReadAllAsync(WholeMinutes.Into(conditions.Into(Count), filter.Since, filter.Until), parameters, TracesJson.Default.TraceCount, stop))[0];
        if (count.Total == 0)
        {
            return null;
        }

        var seconds = WidthFor(count.Last - count.First);
        parameters.Add("bucket_seconds", seconds);
        var buckets = await link.ReadAllAsync(conditions.Into(Buckets), parameters, TracesJson.Default.TraceBucket, stop);
        return buckets.Count == 0 ? null : new TraceChart(buckets[0].Start, buckets[^1].Start.AddSeconds(seconds), seconds, buckets);
    }

    /// <summary>The narrowest width that keeps the chart below the wanted number of buckets.</summary>
    private static int WidthFor(TimeSpan range)
    {
        foreach (var seconds in BucketSeconds)
        {
            if (range.TotalSeconds / seconds <= BucketsWanted)
            {
                return seconds;
            }
        }

        return (int)Math.Min(range.TotalSeconds / BucketsWanted, int.MaxValue);
    }
}
