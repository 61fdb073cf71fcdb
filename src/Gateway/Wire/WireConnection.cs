using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>One connection, used by one call at a time. Its memory is rented for as long as it is used.</summary>
internal sealed class WireConnection(Socket socket, SslStream? tls, long openedAt) : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private ValueTask<int> _listening;
    private bool _isListening;

    public long OpenedAt { get; } = openedAt;

    public long IdleSince { get; set; }

    /// <summary>How long the server says it keeps it while nobody uses it; null when it does not say.</summary>
    public int? IdleSeconds { get; set; }

    /// <summary>Whether an answer came on it before.</summary>
    public bool WasUsed { get; set; }

    /// <summary>The headers of the last answer; their text serves again where the next says the same.</summary>
    public HeaderField[] LastFields { get; set; } = [];

    /// <summary>What came and was not taken.</summary>
    public Memory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    /// <summary>
    /// Begins to listen, before anything is sent. False when something was there already, be it the end: nobody should use such a connection again.
    /// </summary>
    public bool Listen(CancellationToken abort)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        _listening = ReceiveAsync(_buffer, abort);
        _isListening = true;
        return !_listening.IsCompleted;
    }

    /// <summary>Whether the other side has hung up, or said something that nobody asked for, while the connection was idle.</summary>
    public bool IsStale() => socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Sends a request. What it is made of must stay as it is until then, or until the connection is disposed.</summary>
    public ValueTask SendAsync(WireRequest request) => tls is not null ? SendAsync(tls, request)
        : request.Pieces is { } pieces ? SendAsync(pieces)
        : SendAsync(request.Start);

    /// <summary>Waits for more, and answers how much came; 0 at the end. Pieces taken before are then no longer valid.</summary>
    public async ValueTask<int> FillAsync(CancellationToken abort)
    {
        try
        {
            int count;
            if (_isListening)
            {
                _isListening = false;
                count = await _listening;
            }
            else
            {
                MakeRoom();
                count = await ReceiveAsync(_buffer.AsMemory(_end), abort);
            }

            _end += count;
            return count;
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Takes bytes away from the front of what came.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Gives its memory back until it is used again.</summary>
    public void Rest()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        (_start, _end) = (0, 0);
    }

    public void Dispose()
    {
        socket.Dispose();
        tls?.Dispose();
        if (_buffer.Length > 0 && !_isListening)
        {
            Rest();
        }
    }

    private ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken abort) =>
        tls is null ? socket.ReceiveAsync(into, SocketFlags.None, abort) : tls.ReadAsync(into, abort);

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    private async ValueTask SendAsync(List<ArraySegment<byte>> pieces)
    {
        if (await socket.SendAsync(pieces, SocketFlags.None) != pieces.Sum(piece => piece.Count))
        {
            throw new IOException("Only a part of the request could be sent.");
        }
    }

    private static async ValueTask SendAsync(SslStream stream, WireRequest request)
    {
        if (request.Pieces is not { } pieces)
        {
            await stream.WriteAsync(request.Start);
            return;
        }

        foreach (var piece in pieces)
        {
            await stream.WriteAsync(piece);
        }
    }

    /// <summary>Moves the rest to the front, or to more memory when it fills all there is; who reads sets the limit.</summary>
    private void MakeRoom()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (rest.Length == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
            rest.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            rest.CopyTo(_buffer);
        }

        (_start, _end) = (0, rest.Length);
    }
}
