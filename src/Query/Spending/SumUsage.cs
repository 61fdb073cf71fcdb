using Tracehouse.Query.Sql;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Spending;

/// <summary>What was spent in each stretch of time.</summary>
public sealed class SumUsage(ClickHouseLink link, ReadBarrier barrier)
{
    private static readonly string Rows = SqlText.Load("Spending/SumUsage.sql");

    /// <summary>Asks. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="since">Inclusive.</param>
    /// <param name="until">Exclusive.</param>
    /// <param name="granularity">How long a stretch is: <c>minute</c>, <c>hour</c>, <c>day</c>, <c>month</c> or <c>year</c>.</param>
    /// <param name="byModel">Whether models are told apart.</param>
    /// <param name="tag">Apart by the labels that begin with this and a colon; empty for not.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<IReadOnlyList<UsageBucket>> AskAsync(
        ProjectId project, DateTimeOffset since, DateTimeOffset until, string granularity, bool byModel, string tag, CancellationToken stop)
    {
        await barrier.WaitAsync(stop);
        var parameters = new SqlParameters
        {
            { "project", project.Value }, { "since", since }, { "until", until }, { "granularity", granularity }, { "by_model", byModel ? 1 : 0 }, { "tag", tag.Length > 0 ? $"{tag}:" : "" },
        };
        return await link.ReadAllAsync(Rows, parameters, SpendingJson.Default.UsageBucket, stop);
    }
}
