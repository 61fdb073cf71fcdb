using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store.Draining;

/// <summary>Makes a question wait until everything acknowledged before it can be seen.</summary>
public sealed class ReadBarrier(RecordSpool spool, SpoolDrain drain, StoreState state, IOptions<DrainOptions> options, TimeProvider time)
{
    /// <summary>
    /// True when all is there; false when the backlog was too long to wait for (<c>Drain:BarrierSecondsMax</c>) and the answer may lack the newest records.
    /// Throws <see cref="StoreUnavailableException"/> when the store is down or off.
    /// </summary>
    public async Task<bool> WaitAsync(CancellationToken stop)
    {
        var target = spool.Appended;
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
