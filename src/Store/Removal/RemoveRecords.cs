using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store.Removal;

/// <summary>
/// Removes what was recorded: 1. waits until all that was handed over before is in the tables, 2. deletes the rows, those that others are made of first,
/// so that a removal which was cut short is finished by asking again, 3. has the traces worked out anew.
/// </summary>
internal sealed class RemoveRecords(ClickHouseLink link, ReadBarrier barrier, DeriveTraces traces) : IRemoval
{
    private static readonly string[] Tables = ["span_parts", "scores", "span_payloads", "spans"];
    private static readonly string Remove = SqlFile.Read("Removal/RemoveSpans.sql");

    public ValueTask RemoveTracesAsync(ProjectId project, IReadOnlyList<TraceId> traces, CancellationToken stop) => RemoveAsync(project, traces, "", stop);

    public ValueTask RemoveSpanAsync(ProjectId project, TraceId trace, SpanId span, CancellationToken stop) => RemoveAsync(project, [trace], span.Value, stop);

    private async ValueTask RemoveAsync(ProjectId project, IReadOnlyList<TraceId> ids, string span, CancellationToken stop)
    {
        if (!await barrier.WaitAsync(stop))
        {
            throw new StoreUnavailableException("There is too much on its way to the store to remove anything now. Try again later.");
        }

        foreach (var table in Tables)
        {
            await link.ExecuteAsync(Remove, new SqlParameters
            {
                { "table", table },
                { "project", project.Value },
                { "trace_ids", ids.Select(id => id.Value) },
                { "span_id", span },
            }, stop);
        }

        await traces.RefreshAsync(ids.Select(id => new TraceKey(project, id.Value)), token: null, stop);
    }
}
