using System.Collections.Concurrent;
using Tracehouse.Records;

namespace Tracehouse.Store.Draining;

/// <summary>The condition of the store and a signal for each change: the drain writes it, everybody else reads it.</summary>
public sealed class StoreState
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private StoreCondition _condition = StoreCondition.Starting;
    private string _reason = "ClickHouse is starting.";
    private readonly ConcurrentDictionary<string, long> _landings = new(StringComparer.Ordinal);

    /// <summary>Whether the store can answer, and if not, why.</summary>
    public (StoreCondition Condition, string Reason) Condition
    {
        get
        {
            lock (_gate)
            {
                return (_condition, _reason);
            }
        }
    }

    /// <summary>How many batches with records of a project have arrived since the start; a change means that there is something new to see in it.</summary>
    public long LandingsOf(ProjectId project) => _landings.GetValueOrDefault(project.Value);

    /// <summary>Completes at the next change of the condition or the next arrival. Taken before looking, it misses nothing.</summary>
    public Task NextChange
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Waits for a store that is starting. Throws <see cref="StoreUnavailableException"/> when it is down or off, or starts for too long.</summary>
    internal async Task ReadyAsync(TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        while (true)
        {
            var change = NextChange;
            var (condition, reason) = Condition;
            if (condition == StoreCondition.Ready)
            {
                return;
            }

            try
            {
                await (condition == StoreCondition.Starting ? change.WaitAsync(either.Token) : throw new StoreUnavailableException(reason));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new StoreUnavailableException(reason);
            }
        }
    }

    internal void Set(StoreCondition condition, string reason)
    {
        lock (_gate)
        {
            if (_condition == condition && _reason == reason)
            {
                return;
            }

            (_condition, _reason) = (condition, reason);
        }

        Signal();
    }

    internal void Landed(IEnumerable<ProjectId> projects)
    {
        foreach (var project in projects)
        {
            _landings.AddOrUpdate(project.Value, 1, static (_, count) => count + 1);
        }

        Signal();
    }

    /// <summary>Signals a change that is none of the others: the spool moved on without anything having arrived.</summary>
    internal void Touch() => Signal();

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
