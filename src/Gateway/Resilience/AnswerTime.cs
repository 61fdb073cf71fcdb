namespace Tracehouse.Gateway.Resilience;

/// <summary>The moving average of how long a target takes to answer. One that was not measured lately is due to be asked. Safe for many threads.</summary>
internal sealed class AnswerTime(TimeProvider time)
{
    private const double NewestWeight = 0.25;

    private readonly Lock _lock = new();
    private double? _milliseconds;
    private long? _noted;

    /// <summary>The average; null when it was never measured.</summary>
    public double? Milliseconds
    {
        get
        {
            lock (_lock)
            {
                return _milliseconds;
            }
        }
    }

    /// <summary>Where it stands among others, the lowest first: what is due before all, what is being measured for the first time after all.</summary>
    public double Rank(TimeSpan lifetime)
    {
        lock (_lock)
        {
            return IsDue(lifetime) ? 0 : _milliseconds ?? double.MaxValue;
        }
    }

    /// <summary>Notes that a call is about to measure it, so that others do not do the same.</summary>
    public void Claim(TimeSpan lifetime)
    {
        lock (_lock)
        {
            _noted = IsDue(lifetime) ? time.GetTimestamp() : _noted;
        }
    }

    public void Note(TimeSpan took)
    {
        lock (_lock)
        {
            var average = _milliseconds ?? took.TotalMilliseconds;
            _milliseconds = average + (NewestWeight * (took.TotalMilliseconds - average));
            _noted = time.GetTimestamp();
        }
    }

    /// <summary>Notes a call that was given up before its answer came: it would have taken longer still.</summary>
    public void NoteAtLeast(TimeSpan took)
    {
        if (took.TotalMilliseconds > (Milliseconds ?? 0))
        {
            Note(took);
        }
    }

    private bool IsDue(TimeSpan lifetime) => _noted is not { } noted || time.GetElapsedTime(noted) > lifetime;
}
