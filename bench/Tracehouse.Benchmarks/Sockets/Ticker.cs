using System.Diagnostics;

namespace Tracehouse.Benchmarks.Sockets;

/// <summary>A timer that a <see cref="Poller"/> can wait for, exact to microseconds.</summary>
internal sealed unsafe class Ticker : IDisposable
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly double _interval;
    private readonly long _started;

    public Ticker(double perSecond)
    {
        var nanoseconds = (long)(NanosecondsPerSecond / perSecond);
        var specification = stackalloc long[] { nanoseconds / NanosecondsPerSecond, nanoseconds % NanosecondsPerSecond, 0, 1 };
        specification[2] = specification[0];
        specification[3] = specification[1];
        _interval = Stopwatch.Frequency / perSecond;
        _started = Stopwatch.GetTimestamp();
        _ = Native.timerfd_settime(Descriptor, 0, specification, null);
    }

    public int Descriptor { get; } = Native.timerfd_create(Native.MonotonicClock, 0);

    /// <summary>How many ticks have passed since the last time; call it only when the poller says so.</summary>
    public int Read()
    {
        long ticks;
        return Native.read(Descriptor, (byte*)&ticks, sizeof(long)) == sizeof(long) ? (int)ticks : 0;
    }

    /// <summary>When a tick was due, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long DueAt(int tick) => _started + (long)((tick + 1) * _interval);

    public void Dispose() => _ = Native.close(Descriptor);
}
