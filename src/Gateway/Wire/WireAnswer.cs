using System.Net.Sockets;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>
/// One request and its answer on a connection of ours.
/// 1. Listen, so that the answer is heard even before the request has gone out, and an end that came meanwhile is noticed.
/// 2. Send the request. Whether that worked is seen by what is heard.
/// 3. Read the head of the answer; those before it that only announce it are passed over.
/// 4. Give the body away in pieces, as it comes, out of the memory that it was received into.
/// 5. At the end keep the connection, if nothing is left on it and nothing is in doubt.
/// </summary>
internal sealed class WireAnswer(WireOrigin origin, WireConnection connection, WireRequest request, UpstreamOptions options) : UpstreamAnswer
{
    private ChunkReader? _chunks;
    private WireHead? _head;
    private volatile bool _isSent;
    private bool _isWhole;
    private bool _isClosed;
    private long _left;

    public override int Status => _head!.Status;

    public override IReadOnlyList<HeaderField> Fields => _head!.Fields;

    public override long? Length => _head!.Length;

    /// <summary>
    /// Sends the request and waits for the head of the answer. False when the connection was used before, and the other side closed it in order before a
    /// byte of an answer came, as servers do with idle ones: the request may then be sent once more. Throws <see cref="IOException"/> when it breaks off
    /// otherwise; a reset may mean that the request had arrived.
    /// </summary>
    public async ValueTask<bool> AskAsync(CancellationToken abort)
    {
        _ = SendAsync();
        if (await connection.FillAsync(abort) == 0)
        {
            return connection.WasUsed ? false : throw new IOException("The connection was closed before an answer came.");
        }

        var (lineStart, headBytes) = (0, 0);
        while (true)
        {
            var end = HeadReader.FindEnd(connection.Unread.Span, ref lineStart);
            if (headBytes + (end > 0 ? end : connection.Unread.Length) > options.AnswerHeadBytesMax)
            {
                throw new IOException($"The head of the answer is longer than {options.AnswerHeadBytesMax} bytes (setting Gateway:AnswerHeadBytesMax).");
            }

            if (end > 0)
            {
                if (TryBegin(end))
                {
                    return true;
                }

                (lineStart, headBytes) = (0, headBytes + end);
            }
            else if (await connection.FillAsync(abort) == 0)
            {
                throw new IOException("The connection was closed within the head of the answer.");
            }
        }
    }

    protected override ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync(CancellationToken abort) =>
        TryTake(out var piece) ? ValueTask.FromResult(piece) : ReceivePieceAsync(abort);

    protected override void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        if (_head is { KeepsConnection: true } head && _isSent && HasCome() && connection.Unread.IsEmpty)
        {
            (connection.WasUsed, connection.LastFields, connection.IdleSeconds) = (true, head.Fields, head.IdleSeconds);
            origin.Keep(connection);
        }
        else
        {
            connection.Dispose();
        }

        request.Dispose();
    }

    /// <summary>2. Sends the request.</summary>
    private async Task SendAsync()
    {
        try
        {
            await connection.SendAsync(request);
            _isSent = true;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side may have answered before it hung up, so it is not the sending that decides.
        }
    }

    /// <summary>3. Reads a head that has come. False when it only announces another.</summary>
    private bool TryBegin(int headBytes)
    {
        var head = HeadReader.Read(connection.Unread.Span[..headBytes], connection.LastFields, options.AnswerHeadersMax, request.IsHead);
        connection.Consume(headBytes);
        if (head.IsInterim)
        {
            return false;
        }

        _head = head;
        _left = head.Length ?? 0;
        _chunks = head.Framing == BodyFraming.Chunked ? new ChunkReader() : null;
        _isWhole = head.Framing == BodyFraming.None || head is { Framing: BodyFraming.Length, Length: 0 };
        return true;
    }

    /// <summary>4. Takes of what has come. False when more has to come.</summary>
    private bool TryTake(out ReadOnlyMemory<byte> piece)
    {
        piece = default;
        var unread = connection.Unread;
        if (_isWhole || unread.IsEmpty)
        {
            return _isWhole;
        }

        if (_chunks is not null)
        {
            var taken = _chunks.Take(unread.Span);
            connection.Consume(taken.Used);
            _isWhole = _chunks.IsOver;
            piece = unread.Slice(taken.Start, taken.Length);
            return _isWhole || taken.Length > 0;
        }

        var count = _head!.Framing == BodyFraming.Length ? (int)Math.Min(_left, unread.Length) : unread.Length;
        _left -= count;
        _isWhole = _head.Framing == BodyFraming.Length && _left == 0;
        connection.Consume(count);
        piece = unread[..count];
        return true;
    }

    /// <summary>5. Whether all of the body is there, be it that nobody wanted it.</summary>
    private bool HasCome()
    {
        try
        {
            while (!_isWhole && TryTake(out _))
            {
            }

            return _isWhole;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReceivePieceAsync(CancellationToken abort)
    {
        while (await connection.FillAsync(abort) > 0)
        {
            if (TryTake(out var piece))
            {
                return piece;
            }
        }

        _isWhole = _head!.Framing == BodyFraming.UntilClose ? true : throw new IOException("The connection was closed within the body of the answer.");
        return default;
    }
}
