using System.Net.Sockets;

namespace Tracehouse.Gateway.Wire;

/// <summary>A connection whose users go on on threads of the pool, for those that compute with what they read.</summary>
public sealed class HoppingStream(Stream inner) : Stream
{
    /// <summary>Whether they do.</summary>
    public bool Hops { get; set; } = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes all connections of a handler such.</summary>
    public static SocketsHttpHandler UseIn(SocketsHttpHandler handler)
    {
        var connect = handler.ConnectCallback ?? ConnectAsync;
        handler.ConnectCallback = async (context, abort) =>
        {
            var stream = await connect(context, abort);
            await PoolThread.GoAsync();
            return new HoppingStream(stream);
        };
        return handler;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(buffer, cancellationToken);
        return Hops && !reading.IsCompleted ? HopAsync(reading) : reading;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var writing = inner.WriteAsync(buffer, cancellationToken);
        return Hops && !writing.IsCompleted ? HopAsync(writing) : writing;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static async ValueTask<int> HopAsync(ValueTask<int> reading)
    {
        try
        {
            return await reading;
        }
        finally
        {
            await PoolThread.GoAsync();
        }
    }

    private static async ValueTask HopAsync(ValueTask writing)
    {
        try
        {
            await writing;
        }
        finally
        {
            await PoolThread.GoAsync();
        }
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken abort)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, abort);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
