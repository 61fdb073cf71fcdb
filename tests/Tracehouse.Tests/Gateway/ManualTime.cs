namespace Tracehouse.Tests.Gateway;

/// <summary>Time whose timers go off only when a test says so; the clock itself is the real one, or ahead of it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(Func<TimeSpan, bool> IsMeant, TaskCompletionSource Set)> _waiters = [];
    private TimeSpan _set;

    /// <summary>How far this clock is ahead of the real one.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead + _set;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_lock)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts the clock forward; no timer goes off.</summary>
    public void Advance(TimeSpan by) => Ahead += by;

    /// <summary>Sets the wall clock, as an operator does; time itself goes on as before.</summary>
    public void SetClock(TimeSpan by) => _set += by;

    /// <summary>Lets every timer that runs go off, or those that are due within a time.</summary>
    public void Elapse(TimeSpan? within = null)
    {
        ManualTimer[] timers;
        lock (_lock)
        {
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.GoOff(within ?? TimeSpan.MaxValue);
        }
    }

    /// <summary>Completes when a timer runs that is due after this time.</summary>
    public Task IsSetAsync(TimeSpan due, CancellationToken stop) => IsSetAsync(due.Equals, stop);

    /// <summary>Completes when a timer runs that is due after such a time.</summary>
    public Task IsSetAsync(Func<TimeSpan, bool> isMeant, CancellationToken stop)
    {
        lock (_lock)
        {
            var set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((isMeant, set));
            Tell();
            return set.Task.WaitAsync(stop);
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            foreach (var waiter in _waiters.Where(waiter => _timers.Exists(timer => timer.Due is { } due && waiter.IsMeant(due))))
            {
                waiter.Set.TrySetResult();
            }
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan? _due;

        /// <summary>When it goes off; null while it does not run.</summary>
        public TimeSpan? Due
        {
            get
            {
                lock (time._lock)
                {
                    return _due;
                }
            }
        }

        public void GoOff(TimeSpan within)
        {
            lock (time._lock)
            {
                if (_due is not { } due || due > within)
                {
                    return;
                }

                _due = null;
            }

            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _due = dueTime == Timeout.InfiniteTimeSpan ? null : dueTime;
            }

            if (dueTime == TimeSpan.Zero)
            {
                GoOff(TimeSpan.Zero);
            }

            time.Tell();
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                _due = null;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
