using Microsoft.Extensions.Options;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Trees;

/// <summary>All spans of a trace, as the tree that they are.</summary>
public sealed class GetTree(ClickHouseLink link, ReadBarrier barrier, IOptions<TreeOptions> options)
{
    private static readonly string Rows = SqlText.Load("Trees/GetTree.sql");
    private static readonly string Count = SqlText.Load("Trees/CountSpans.sql");
    private readonly FindWindow _windows = new(link);

    /// <summary>
    /// Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down, or so far behind that the trace may
    /// still be on its way.
    /// </summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="id">The trace.</param>
    /// <param name="limit">How many spans to put into the tree, those that began first; never more than <see cref="TreeOptions.SpansMax"/>.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<TraceTree?> AskAsync(ProjectId project, TraceId id, int limit, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(project, id.Value, stop);
        var tree = await AskAsync(project, id, await _windows.AskAsync(project, id.Value, stop), limit, stop);
        return tree is not null || isComplete
            ? tree
            : throw new StoreUnavailableException("The newest spans are still on their way to ClickHouse, and this trace may be among them. Try again soon.");
    }

    /// <summary>The same once it is known when the trace was; null when there are no spans of it.</summary>
    internal async Task<TraceTree?> AskAsync(ProjectId project, TraceId id, TraceWindow window, int limit, CancellationToken stop)
    {
        limit = Math.Min(limit, options.Value.SpansMax);
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", id.Value }, { "limit", limit + 1 } };
        window.AddTo(parameters);
        var rows = await link.ReadAllAsync(Rows, parameters, TreesJson.Default.TreeRow, stop);
        if (rows.Count == 0)
        {
            return null;
        }

        var tree = TreeBuilder.Build(id.Value, [.. rows.Take(limit)]);
        if (rows.Count <= limit)
        {
            return tree;
        }

        var whole = (await link.ReadAllAsync(Count, parameters, TreesJson.Default.SpanCount, stop))[0];
        return tree with { SpanCount = whole.Spans, Total = new TreeTotals(whole.InputTokens, whole.OutputTokens, whole.CostUsd, whole.Unpriced) };
    }
}
