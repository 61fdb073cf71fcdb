namespace Tracehouse.Instrumentation;

internal delegate void Watching(ReadOnlySpan<byte> bytes);

/// <summary>A stream that is written or read as it is, while somebody watches the bytes pass.</summary>
internal sealed class WatchedStream(Stream stream, Watching watch, Action<Exception?>? ended = null) : Stream
{
    public override bool CanRead => stream.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => stream.CanWrite;

    public override bool CanTimeout => stream.CanTimeout;

    public override int ReadTimeout { get => stream.ReadTimeout; set => stream.ReadTimeout = value; }

    public override int WriteTimeout { get => stream.WriteTimeout; set => stream.WriteTimeout = value; }

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var count = stream.Read(buffer);
            Passed(buffer[..count], buffer.Length);
            return count;
        }
        catch (Exception cause)
        {
            ended?.Invoke(cause);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Passed(buffer.Span[..count], buffer.Length);
            return count;
        }
        catch (Exception cause)
        {
            ended?.Invoke(cause);
            throw;
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        watch(buffer);
        stream.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        watch(buffer.Span);
        return stream.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => stream.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Only what was read is owned here; what is written to is the connection's.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && ended is not null)
        {
            stream.Dispose();
            ended(null);
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        if (ended is not null)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            ended(null);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Nothing read where something was asked for is the end.</summary>
    private void Passed(ReadOnlySpan<byte> bytes, int asked)
    {
        if (bytes.Length > 0)
        {
            watch(bytes);
        }
        else if (asked > 0)
        {
            ended?.Invoke(null);
        }
    }
}
