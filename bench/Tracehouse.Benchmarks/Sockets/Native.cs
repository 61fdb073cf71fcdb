using System.Runtime.InteropServices;

namespace Tracehouse.Benchmarks.Sockets;

/// <summary>The few calls of Linux that .NET has no cheap way to.</summary>
internal static unsafe partial class Native
{
    public const int DoNotWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int MonotonicClock = 1;

    [LibraryImport("libc")]
    public static partial int epoll_create1(int flags);

    [LibraryImport("libc")]
    public static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* interest);

    [LibraryImport("libc")]
    public static partial int epoll_wait(int epoll, byte* events, int eventsMax, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint recv(int descriptor, byte* buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint send(int descriptor, byte* buffer, nint length, int flags);

    [LibraryImport("libc")]
    public static partial int timerfd_create(int clock, int flags);

    [LibraryImport("libc")]
    public static partial int timerfd_settime(int descriptor, int flags, long* specification, long* old);

    [LibraryImport("libc")]
    public static partial nint read(int descriptor, byte* buffer, nint length);

    [LibraryImport("libc")]
    public static partial int close(int descriptor);

    [LibraryImport("libc")]
    public static partial int sched_setaffinity(int thread, nint length, ulong* mask);

    /// <summary>Keeps the calling thread on one core, as far as the system allows it.</summary>
    public static void PinThread(int core)
    {
        var mask = 1UL << core;
        _ = sched_setaffinity(0, sizeof(ulong), &mask);
    }
}
