using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Everything about one trace.</summary>
public sealed class GetTrace(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Row = SqlText.Load("Traces/GetTrace.sql");
    private static readonly string Logs = SqlText.Load("Traces/GetLogsOfSpan.sql");

    /// <summary>
    /// Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down, or so far behind that the trace may
    /// still be on its way.
    /// </summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="id">A trace, whose first span is answered, or a span of a trace: its id behind the trace's and a dash.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<TraceDetail?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(stop);
        var dash = id.Value.LastIndexOf('-');
        var trace = dash > 0 ? await FindAsync(project, id.Value[..dash], id.Value[(dash + 1)..], stop) : null;
        trace ??= await FindAsync(project, id.Value, "", stop);
        return trace is null && !isComplete
            ? throw new StoreUnavailableException("The newest traces are still on their way to ClickHouse, and this may be one of them. Try again soon.")
            : trace;
    }

    private async Task<TraceDetail?> FindAsync(ProjectId project, string traceId, string spanId, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", traceId }, { "span_id", spanId } };
        var rows = await link.ReadAllAsync(Row, parameters, TracesJson.Default.TraceDetail, stop);
        return rows.Count == 0 ? null : rows[0] is { InputMessages: "", OutputMessages: "", IsContentKept: true } silent ? await WithLogsAsync(project, silent, stop) : rows[0];
    }

    /// <summary>Where a span itself says nothing, logs may have told of it that came after it.</summary>
    private async Task<TraceDetail> WithLogsAsync(ProjectId project, TraceDetail span, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", span.TraceId }, { "span_id", span.SpanId } };
        return SpanLog.Join(span, await link.ReadAllAsync(Logs, parameters, TracesJson.Default.SpanLog, stop));
    }
}
