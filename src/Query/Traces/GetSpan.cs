using Tracehouse.Query.Sql;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Everything about one span, and what was said in it.</summary>
public sealed class GetSpan(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Rows = SqlText.Load("Traces/GetSpan.sql");
    private static readonly string RowsInAnyOrder = Rows[..Rows.IndexOf("ORDER BY", StringComparison.Ordinal)] + Rows[Rows.IndexOf("LIMIT", StringComparison.Ordinal)..];
    private static readonly string Logs = SqlText.Load("Traces/GetLogsOfSpan.sql");
    private readonly FindWindow _windows = new(link);
    private readonly SpanPayloads _payloads = new(link);

    /// <summary>
    /// Null when there is no such span. Throws <see cref="StoreUnavailableException"/> when the store is down, or so far behind that the span may
    /// still be on its way.
    /// </summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="spanId">The span; empty for the root, or the first at hand when there is no root.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<TraceDetail?> AskAsync(ProjectId project, string traceId, string spanId, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(project, traceId, stop);
        var rows = await ReadAsync(Rows, project, traceId, spanId, await _windows.AskAsync(project, traceId, stop), 1, stop);
        return rows is [var span, ..] ? await WithContentAsync(project, span, [], stop)
            : isComplete ? null
            : throw new StoreUnavailableException("The newest traces are still on their way to ClickHouse, and this may be one of them. Try again soon.");
    }

    /// <summary>The root of a trace, or the first at hand, and nothing of what was said; null when there is none.</summary>
    internal async Task<TraceDetail?> RootAsync(ProjectId project, string traceId, TraceWindow window, CancellationToken stop) =>
        (await ReadAsync(Rows, project, traceId, "", window, 1, stop)).FirstOrDefault();

    /// <summary>Some spans of a trace in any order, and nothing of what was said.</summary>
    internal Task<IReadOnlyList<TraceDetail>> SomeAsync(ProjectId project, string traceId, TraceWindow window, int limit, CancellationToken stop) =>
        ReadAsync(RowsInAnyOrder, project, traceId, "", window, limit, stop);

    /// <summary>The span with what was said in it.</summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="span">The span.</param>
    /// <param name="contents">What has been read of spans; when it is not among them, it is read.</param>
    /// <param name="stop">Gives up.</param>
    internal async Task<TraceDetail> WithContentAsync(ProjectId project, TraceDetail span, IReadOnlyList<StoredContent> contents, CancellationToken stop)
    {
        var content = contents.FirstOrDefault(content => content.SpanId == span.SpanId)
            ?? (await _payloads.FindAsync(project, span.TraceId, span.SpanId, span.StartTime, stop)).FirstOrDefault();
        span = content is null ? span : await _payloads.PutAsync(project, span, content, stop);
        return span.IsContentKept && SpanLog.MayTell(span.InputMessages, span.OutputMessages, span.Parameters) ? await WithLogsAsync(project, span, stop) : span;
    }

    private Task<IReadOnlyList<TraceDetail>> ReadAsync(string statement, ProjectId project, string traceId, string spanId, TraceWindow window, int limit, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", traceId }, { "limit", limit } };
        window.AddTo(parameters);
        var conditions = new Conditions(parameters);
        if (spanId.Length > 0)
        {
            conditions.And("span_id = {}", spanId);
        }

        return link.ReadAllAsync(conditions.Into(statement), parameters, TracesJson.Default.TraceDetail, stop);
    }

    /// <summary>Logs may have come after the span that they tell of.</summary>
    private async Task<TraceDetail> WithLogsAsync(ProjectId project, TraceDetail span, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", span.TraceId }, { "span_id", span.SpanId } };
        return SpanLog.Join(span, await link.ReadAllAsync(Logs, parameters, TracesJson.Default.SpanLog, stop));
    }
}
