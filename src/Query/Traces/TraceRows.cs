using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Traces;

/// <summary>
/// Reads rows of traces in the order of a list, as many as it takes to fill a page:
/// 1. reads some rows behind the last, in key order when the list is by time;
/// 2. leaves out what was taken back;
/// 3. looks whether the words that many traces have were said in these.
/// </summary>
internal sealed class TraceRows(ClickHouseLink link, ProjectId project, TraceRequest request, WordPlan plan)
{
    // The ids of traces to check stand in the address of a request, which cannot be longer.
    private const int CheckedMax = 200;
    private const int CheckedMin = 64;
    private const int Slack = 16;
    private const int RowsMax = 20_000;
    private const int ChecksMax = 8;

    private static readonly string Rows = SqlText.Load("Traces/ListTraces.sql");
    private readonly WordSearch _search = new(link);

    /// <summary>So many traces, after others.</summary>
    public async Task<IReadOnlyList<TraceSummary>> TakeAsync(long skip, int count, CancellationToken stop)
    {
        var traces = new List<TraceSummary>(count);
        var (cursor, checks) = (request.Cursor, 0);
        var isChecked = plan.Checked.Count > 0;
        var limit = isChecked ? (int)Math.Clamp((skip + count) * 5 / 2, CheckedMin, CheckedMax) : (int)Math.Min(RowsMax, skip + count + Slack);
        while (traces.Count < count)
        {
            // When checks find little, the index is asked for all after all.
            var isWhole = isChecked && checks++ >= ChecksMax;
            var rows = await ReadAsync(cursor, limit, isWhole, stop);
            var found = NetTraces.Of(rows, isCut: rows.Count == limit, out var last);
            if (isChecked && !isWhole)
            {
                found = await _search.CheckAsync(project, found, plan.Checked, stop);
            }

            var skipped = (int)Math.Min(skip, found.Count);
            skip -= skipped;
            traces.AddRange(found.Skip(skipped).Take(count - traces.Count));
            if (rows.Count < limit)
            {
                break;
            }

            // A trace that has changed more often than rows were read must be read as a whole.
            limit = last is null ? limit * 4 : isChecked && !isWhole ? CheckedMax : (int)Math.Min(RowsMax, (limit * 2L) + skip);
            cursor = last is null ? cursor : new TraceCursor { Order = request.Order.Text, Value = last.SortValue, StartTime = last.StartTime, TraceId = last.RequestId };
        }

        return traces;
    }

    private Task<IReadOnlyList<TraceSummary>> ReadAsync(TraceCursor? cursor, int limit, bool withWords, CancellationToken stop)
    {
        var conditions = request.Filter.ToConditions(project, out var parameters);
        plan.AddTo(conditions, withWords);
        cursor?.AddTo(conditions, request.Order);
        parameters.Add("limit", limit);
        return link.ReadAllAsync(InOrder(conditions.Into(Rows)), parameters, TracesJson.Default.TraceSummary, stop);
    }

    private string InOrder(string statement)
    {
        var (order, direction) = (request.Order, request.Order.IsDescending ? "DESC" : "ASC");
        return order.IsByTime
            ? statement.Replace("ORDER BY start_time DESC, trace_id DESC", $"ORDER BY start_time {direction}, trace_id {direction}", StringComparison.Ordinal)
            : statement.Replace("'' AS sort_value", $"toString({order.Value}) AS sort_value", StringComparison.Ordinal)
                .Replace("ORDER BY start_time DESC", $"ORDER BY {order.Value} {direction}, start_time DESC", StringComparison.Ordinal);
    }
}
