using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>What was said in several spans of a trace, for whoever reads the trace as a conversation.</summary>
public sealed class GetSpanContents(ClickHouseLink link, ReadBarrier barrier)
{
    /// <summary>How many spans may be asked for at once.</summary>
    public const int SpansMax = 100;

    private static readonly string Rows = SqlText.Load("Traces/GetSpanContents.sql");

    /// <summary>
    /// The contents of those spans that there are, in the order in which they were asked for; those beyond <see cref="SpansMax"/> are left out. Throws
    /// <see cref="StoreUnavailableException"/> when the store is down.
    /// </summary>
    public async Task<IReadOnlyList<SpanContent>> AskAsync(ProjectId project, TraceId traceId, IReadOnlyList<string> spanIds, CancellationToken stop)
    {
        await barrier.WaitAsync(project, traceId.Value, stop);
        var wanted = spanIds.Distinct(StringComparer.Ordinal).Take(SpansMax).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", traceId.Value }, { "span_ids", wanted } };
        var rows = await link.ReadAllAsync(Rows, parameters, TracesJson.Default.SpanContent, stop);
        var contents = rows.Where(row => row.LogOf.Length == 0).DistinctBy(row => row.SpanId).ToDictionary(row => row.SpanId, StringComparer.Ordinal);
        var logs = rows.Where(row => row.LogOf.Length > 0).ToLookup(row => row.LogOf, Log, StringComparer.Ordinal);
        return [.. wanted.Where(contents.ContainsKey).Select(id => WithLogs(contents[id], [.. logs[id]]))];
    }

    private static SpanLog Log(SpanContent row) =>
        new() { Time = row.Time, InputText = row.InputText, OutputText = row.OutputText, InputMessages = row.InputMessages, OutputMessages = row.OutputMessages };

    private static SpanContent WithLogs(SpanContent span, IReadOnlyList<SpanLog> logs) =>
        span.IsContentKept && logs.Count > 0 && SpanLog.MayTell(span.InputMessages, span.OutputMessages, span.Parameters) ? SpanLog.Join(span, logs) : span;
}
