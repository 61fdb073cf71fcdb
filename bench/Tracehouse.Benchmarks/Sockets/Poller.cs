using System.Runtime.InteropServices;

namespace Tracehouse.Benchmarks.Sockets;

/// <summary>Waits for many sockets on one thread, through epoll; nothing is allocated while it waits.</summary>
internal sealed unsafe class Poller : IDisposable
{
    private const int EventsMax = 512;
    private const uint Readable = 0x1;
    private const uint Writable = 0x4;
    private const int OperationAdd = 1;
    private const int OperationRemove = 2;
    private const int OperationModify = 3;

    // Only on x64 is the structure of the system packed.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _epoll = Native.epoll_create1(0);
    private readonly byte* _events = (byte*)NativeMemory.Alloc(EventsMax * 16);

    /// <summary>Watches a descriptor from now on; <paramref name="token"/> comes back when it can be read.</summary>
    public void Add(int descriptor, int token) => Control(OperationAdd, descriptor, token, Readable);

    /// <summary>Says whether the descriptor is waited for to become writable, too.</summary>
    public void Want(int descriptor, int token, bool writable) => Control(OperationModify, descriptor, token, writable ? Readable | Writable : Readable);

    public void Remove(int descriptor) => Control(OperationRemove, descriptor, 0, 0);

    /// <summary>Waits, and writes the tokens of what is ready; answers how many.</summary>
    public int Wait(Span<int> tokens, int milliseconds)
    {
        var count = Native.epoll_wait(_epoll, _events, Math.Min(EventsMax, tokens.Length), milliseconds);
        for (var index = 0; index < count; index++)
        {
            tokens[index] = *(int*)(_events + (index * Stride) + Stride - sizeof(long));
        }

        return Math.Max(count, 0);
    }

    public void Dispose()
    {
        _ = Native.close(_epoll);
        NativeMemory.Free(_events);
    }

    private void Control(int operation, int descriptor, int token, uint events)
    {
        var interest = stackalloc byte[16];
        *(uint*)interest = events;
        *(long*)(interest + Stride - sizeof(long)) = token;
        _ = Native.epoll_ctl(_epoll, operation, descriptor, interest);
    }
}
