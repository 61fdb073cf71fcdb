using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Spans;

/// <summary>What was attached to the spans of a trace.</summary>
public sealed class GetSpanNotes(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Rows = SqlText.Load("Spans/GetSpanNotes.sql");

    /// <summary>Of the spans that began first. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<IReadOnlyList<SpanNote>> AskAsync(ProjectId project, TraceId trace, int limit, CancellationToken stop)
    {
        await barrier.WaitAsync(project, trace.Value, stop);
        return await link.ReadAllAsync(Rows, new SqlParameters { { "project", project.Value }, { "trace_id", trace.Value }, { "limit", limit } }, SpansJson.Default.SpanNote, stop);
    }
}
