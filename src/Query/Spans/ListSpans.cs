using Tracehouse.Query.Rows;
using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Spans;

/// <summary>Which spans match, newest first.</summary>
internal sealed class ListSpans(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Rows = SqlText.Load("Spans/ListSpans.sql");

    /// <summary>One more than asked for, if there are more. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    public async Task<(IReadOnlyList<SpanRow> Rows, bool IsComplete)> AskAsync(ProjectId project, SpanRequest request, CancellationToken stop)
    {
        var isComplete = await barrier.WaitAsync(stop);
        var conditions = request.ToConditions(project, out var parameters);
        parameters.Add("limit", request.Limit + 1);
        return (await link.ReadAllAsync(conditions.Into(Rows), parameters, SpansJson.Default.SpanRow, stop), isComplete);
    }
}
