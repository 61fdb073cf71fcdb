using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store.Draining;

/// <summary>Makes a question wait until everything acknowledged before it can be seen that it is about.</summary>
public sealed class ReadBarrier(RecordSpool spool, SpoolDrain drain, StoreState state, IOptions<DrainOptions> options, TimeProvider time)
{
    /// <summary>
    /// True when all is there; false when the backlog was too long to wait for (<c>Drain:BarrierSecondsMax</c>) and the answer may lack the newest records.
    /// Throws <see cref="StoreUnavailableException"/> when the store is down or off.
    /// </summary>
    public Task<bool> WaitAsync(CancellationToken stop)
    {
        drain.Expect();
        return WaitAsync(spool.Appended, stop);
    }

    /// <summary>The same for a question about one trace, which does not wait for others.</summary>
    public Task<bool> WaitAsync(ProjectId project, string traceId, CancellationToken stop) => WaitAsync(spool.AppendedOf(project, traceId), stop);

    private async Task<bool> WaitAsync(SpoolPosition target, CancellationToken stop)
    {
        if (state.Condition.Condition == StoreCondition.Ready && spool.Drained >= target)
        {
            return true;
        }

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.BarrierSecondsMax), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        while (true)
        {
            var change = state.NextChange;
            var (condition, reason) = state.Condition;
            if (condition is StoreCondition.Down or StoreCondition.Off)
            {
                throw new StoreUnavailableException(reason);
            }

            if (condition == StoreCondition.Ready && spool.Drained >= target)
            {
                return true;
            }

            drain.RunNow();
            try
            {
                await change.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return state.Condition.Condition == StoreCondition.Ready ? false : throw new StoreUnavailableException(reason);
            }
        }
    }
}
