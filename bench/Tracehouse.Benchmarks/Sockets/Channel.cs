using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tracehouse.Benchmarks.Sockets;

/// <summary>A connected socket that never waits.</summary>
internal sealed unsafe class Channel : IDisposable
{
    private readonly Socket _socket;

    public Channel(Socket socket)
    {
        _socket = socket;
        socket.NoDelay = true;
        Descriptor = (int)socket.Handle;
    }

    public int Descriptor { get; }

    /// <summary>Receives what is there: its length, 0 when nothing is, -1 at the end.</summary>
    public int Receive(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            var length = Native.recv(Descriptor, start, buffer.Length, Native.DoNotWait);
            return length > 0 ? (int)length : length == 0 ? -1 : Retry();
        }
    }

    /// <summary>Sends what fits: its length, 0 when nothing does, -1 when the other side is gone.</summary>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var length = Native.send(Descriptor, start, bytes.Length, Native.DoNotWait | Native.NoSignal);
            return length >= 0 ? (int)length : Retry();
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int Retry()
    {
        const int TryAgain = 11;
        const int Interrupted = 4;
        return Marshal.GetLastPInvokeError() is TryAgain or Interrupted ? 0 : -1;
    }
}
