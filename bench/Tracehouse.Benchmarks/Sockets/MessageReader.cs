using System.Buffers.Text;
using System.Text;

namespace Tracehouse.Benchmarks.Sockets;

/// <summary>Finds the end of an HTTP/1.1 request or answer in what a socket gives, with a known length or chunked. Bodies are counted, not kept.</summary>
internal sealed class MessageReader
{
    private readonly byte[] _head = new byte[16 * 1024];
    private int _headLength;
    private State _state;
    private long _left;

    private enum State
    {
        Head,
        Whole,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer,
        Done,
        Broken,
    }

    /// <summary>The status of an answer; 0 for a request.</summary>
    public int Status { get; private set; }

    public long BodyBytes { get; private set; }

    public bool IsDone => _state == State.Done;

    public bool IsBroken => _state == State.Broken;

    public void Reset()
    {
        (_headLength, _state, _left, Status, BodyBytes) = (0, State.Head, 0, 0, 0);
    }

    /// <summary>Takes what was received. What follows the end of the message is not expected, and breaks it.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && _state != State.Broken)
        {
            bytes = _state switch
            {
                State.Head => TakeHead(bytes),
                State.Whole or State.Chunk => TakeBody(bytes),
                State.Done => Break(),
                _ => TakeLine(bytes),
            };
        }
    }

    private ReadOnlySpan<byte> TakeHead(ReadOnlySpan<byte> bytes)
    {
        var kept = Math.Min(bytes.Length, _head.Length - _headLength);
        bytes[..kept].CopyTo(_head.AsSpan(_headLength));
        var before = _headLength;
        _headLength += kept;
        var from = Math.Max(0, before - 3);
        var end = _head.AsSpan(from, _headLength - from).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return _headLength == _head.Length ? Break() : default;
        }

        var length = from + end + 4;
        ReadHead(_head.AsSpan(0, length));
        return bytes[(length - before)..];
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("HTTP/1.1 "u8))
        {
            Status = Utf8Parser.TryParse(head[9..], out int status, out _) ? status : -1;
        }

        if (ValueOf(head, "\r\ncontent-length:"u8) is { IsEmpty: false } length)
        {
            _state = Utf8Parser.TryParse(length, out _left, out _) ? State.Whole : State.Broken;
            _state = _left == 0 ? State.Done : _state;
        }
        else
        {
            _state = ValueOf(head, "\r\ntransfer-encoding:"u8).IsEmpty ? Status == 0 ? State.Done : State.Broken : State.ChunkSize;
            _headLength = 0;
        }
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        for (var rest = head; rest.IndexOf("\r\n"u8) is >= 0 and var line; rest = rest[(line + 2)..])
        {
            var here = rest[line..];
            if (here.Length > name.Length && Ascii.EqualsIgnoreCase(here[..name.Length], name))
            {
                return here[name.Length..].TrimStart((byte)' ');
            }
        }

        return default;
    }

    private ReadOnlySpan<byte> TakeBody(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(bytes.Length, _left);
        _left -= taken;
        BodyBytes += taken;
        if (_left == 0)
        {
            _state = _state == State.Whole ? State.Done : State.ChunkEnd;
        }

        return bytes[taken..];
    }

    /// <summary>Takes one line of the framing of chunks, which may come in parts.</summary>
    private ReadOnlySpan<byte> TakeLine(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var part = end < 0 ? bytes : bytes[..(end + 1)];
        if (_headLength + part.Length > _head.Length)
        {
            return Break();
        }

        part.CopyTo(_head.AsSpan(_headLength));
        _headLength += part.Length;
        if (end < 0)
        {
            return default;
        }

        ReadLine(_head.AsSpan(0, _headLength));
        _headLength = 0;
        return bytes[(end + 1)..];
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        var isEmpty = line.Length <= 2;
        switch (_state)
        {
            case State.ChunkSize when Utf8Parser.TryParse(line, out _left, out _, 'x'):
                _state = _left == 0 ? State.Trailer : State.Chunk;
                break;
            case State.ChunkEnd when isEmpty:
                _state = State.ChunkSize;
                break;
            case State.Trailer:
                _state = isEmpty ? State.Done : State.Trailer;
                break;
            default:
                _state = State.Broken;
                break;
        }
    }

    private ReadOnlySpan<byte> Break()
    {
        _state = State.Broken;
        return default;
    }
}
