using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Everything about one span, and what was said in it.</summary>
public sealed class GetSpan(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Row = SqlText.Load("Traces/GetSpan.sql");
    private static readonly string Payload = SqlText.Load("Traces/GetPayload.sql");
    private static readonly string Messages = SqlText.Load("Traces/GetMessages.sql");
    private static readonly string Logs = SqlText.Load("Traces/GetLogsOfSpan.sql");

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
        var isComplete = await barrier.WaitAsync(stop);
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", traceId }, { "span_id", spanId } };
        var rows = await link.ReadAllAsync(Row, parameters, TracesJson.Default.TraceDetail, stop);
        if (rows.Count == 0)
        {
            return isComplete ? null : throw new StoreUnavailableException("The newest traces are still on their way to ClickHouse, and this may be one of them. Try again soon.");
        }

        var span = await WithContentAsync(project, rows[0], stop);
        return span.IsContentKept && SpanLog.MayTell(span.InputMessages, span.OutputMessages, span.Parameters) ? await WithLogsAsync(project, span, stop) : span;
    }

    /// <summary>Once it is known where a span stands, the rest is found by keys.</summary>
    private async Task<TraceDetail> WithContentAsync(ProjectId project, TraceDetail span, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", span.TraceId }, { "span_id", span.SpanId }, { "start_time", span.StartTime } };
        var messages = link.ReadAllAsync(Messages, parameters, TracesJson.Default.StoredMessage, stop);
        var contents = link.ReadAllAsync(Payload, parameters, TracesJson.Default.StoredContent, stop);
        await Task.WhenAll(messages, contents);
        return await contents is [var content, ..] ? content.Into(span, await messages) : span;
    }

    /// <summary>Logs may have come after the span that they tell of.</summary>
    private async Task<TraceDetail> WithLogsAsync(ProjectId project, TraceDetail span, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", span.TraceId }, { "span_id", span.SpanId } };
        return SpanLog.Join(span, await link.ReadAllAsync(Logs, parameters, TracesJson.Default.SpanLog, stop));
    }
}
