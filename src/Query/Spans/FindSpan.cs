using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Spans;

/// <summary>In which trace a span is, for whoever knows only the span.</summary>
public sealed class FindSpan(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Rows = SqlText.Load("Spans/FindSpan.sql");

    /// <summary>The trace; of several with a span of this id, that of the newest. Null when there is none. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<string?> AskAsync(ProjectId project, string spanId, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var rows = await link.ReadAllAsync(Rows, new SqlParameters { { "project", project.Value }, { "span_id", spanId } }, SpansJson.Default.SpanPlace, stop);
        return rows is [var place] ? place.TraceId : null;
    }
}
