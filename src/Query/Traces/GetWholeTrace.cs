using Tracehouse.Query.Scores;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>
/// A trace with all that is told when it is opened, in few statements:
/// 1. waits for what is on its way of it, and finds when it was;
/// 2. reads its spans, its line in lists, its scores and what was said when it began, all at once;
/// 3. makes the tree of the same rows when they are few; else, or when the root did not begin first, asks once more.
/// </summary>
internal sealed class GetWholeTrace(ClickHouseLink link, ReadBarrier barrier, GetSpan spans, GetTree trees, FindTrace find, ScoresOfTrace scores)
{
    // Rows with everything about a span are read once for root and tree; of more spans the tree is read by itself, which takes less of each.
    private const int FewMax = 100;

    private readonly FindWindow _windows = new(link);
    private readonly SpanPayloads _payloads = new(link);

    /// <summary>
    /// Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down, or so far behind that the trace may
    /// still be on its way.
    /// </summary>
    public async Task<WholeTrace?> AskAsync(ProjectId project, TraceId id, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(project, id.Value, stop);
        var window = await _windows.AskAsync(project, id.Value, stop);
        var some = spans.SomeAsync(project, id.Value, window, FewMax + 1, stop);
        var first = window.IsKnown ? _payloads.FindAsync(project, id.Value, "", window.First, stop) : Task.FromResult<IReadOnlyList<StoredContent>>([]);
        var (summary, judged) = (find.AskAsync(project, id, window, stop), scores.AskAsync(project, id.Value, "", stop));
        await Task.WhenAll(some, first, summary, judged);
        var isWhole = (await some).Count <= FewMax;
        var root = isWhole ? RootOf(await some) : await spans.RootAsync(project, id.Value, window, stop);
        if (root is null)
        {
            return isComplete ? null : throw new StoreUnavailableException("The newest spans are still on their way to ClickHouse, and this trace may be among them. Try again soon.");
        }

        var content = spans.WithContentAsync(project, root, await first, stop);
        var tree = isWhole ? TreeBuilder.Build(id.Value, InOrder(await some)) : await trees.AskAsync(project, id, window, int.MaxValue, stop);
        return new WholeTrace(await content, await summary, tree!, await judged);
    }

    /// <summary>The order in which a tree is read.</summary>
    private static List<TraceDetail> InOrder(IEnumerable<TraceDetail> rows) => [.. rows.OrderBy(row => row.StartTime).ThenBy(row => row.SpanId, StringComparer.Ordinal)];

    private static TraceDetail? RootOf(IEnumerable<TraceDetail> rows) => InOrder(rows).OrderBy(TreeBuilder.IsContentLog).ThenBy(row => row.ParentSpanId.Length > 0).FirstOrDefault();
}
