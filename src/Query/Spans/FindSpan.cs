using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Spans;

/// <summary>In which trace a span is, for whoever knows only the span.</summary>
public sealed class FindSpan(ClickHouseLink link, ReadBarrier barrier)
{
    // Ids stand in the address of a request, which cannot be longer.
    private const int AtOnce = 100;

    private static readonly string Rows = SqlText.Load("Spans/FindSpan.sql");
    private static readonly string Several = SqlText.Load("Spans/FindSpans.sql");

    /// <summary>The trace; of several with a span of this id, that of the newest. Null when there is none. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<string?> AskAsync(ProjectId project, string spanId, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var rows = await link.ReadAllAsync(Rows, new SqlParameters { { "project", project.Value }, { "span_id", spanId } }, SpansJson.Default.SpanPlace, stop);
        return rows is [var place] ? place.TraceId : null;
    }

    /// <summary>The same for several spans: the traces of those that there are.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AskAsync(ProjectId project, IReadOnlyCollection<string> spanIds, CancellationToken stop)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await barrier.WaitAsync(stop);
        foreach (var some in spanIds.Chunk(AtOnce))
        {
            foreach (var place in await link.ReadAllAsync(Several, new SqlParameters { { "project", project.Value }, { "span_ids", some } }, SpansJson.Default.PlacedSpan, stop))
            {
                found[place.SpanId] = place.TraceId;
            }
        }

        return found;
    }
}
