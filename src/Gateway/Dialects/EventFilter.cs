using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Dialects;

/// <summary>
/// Reads a stream of server-sent events in whatever pieces it comes, and says which bytes to relay. All of them at once, unless the
/// event with the token counts is to be hidden or added to: then a data line waits until it is whole, and that event alone is left out or gets longer.
/// </summary>
internal sealed class EventFilter(AnswerStreamReader answer, int lineBytesMax, bool hidesUsage, Action<ChatAnswer, PooledBytes, ByteRange>? addToUsage = null) : IDisposable
{
    private readonly bool _choosesLines = hidesUsage || addToUsage is not null;
    private readonly int _lineBytesMax = Math.Max(lineBytesMax, answer.HeldBytesMax);

    private readonly PooledBytes _line = new();
    private readonly PooledBytes _relayed = new();
    private int _lineRelayed;
    private bool _afterCarriageReturn;
    private bool _hidLastLine;
    private bool _hidData;
    private bool _eventHasLines;
    private bool _skipsLine;

    /// <summary>Whether the stream has said that it is done, so that whoever reads it knows that it is whole.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether every byte is relayed as it came.</summary>
    public bool RelaysAll => !_choosesLines;

    /// <summary>What to relay now. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> piece)
    {
        _relayed.Clear();
        var rest = piece.Span;
        while (!rest.IsEmpty)
        {
            rest = rest[TakeLine(rest)..];
        }

        IsDone |= !_skipsLine && IsDoneLine(_line.Span);
        return _choosesLines ? _relayed.Memory : piece;
    }

    /// <summary>What had to wait when the stream ended.</summary>
    public ReadOnlyMemory<byte> TakeEnd()
    {
        _relayed.Clear();
        if ((_line.Length > 0 || _skipsLine) && !EndLine())
        {
            Relay(_line.Span[_lineRelayed..]);
        }

        _line.Clear();
        return _choosesLines ? _relayed.Memory : default;
    }

    public void Dispose()
    {
        _line.Dispose();
        _relayed.Dispose();
    }

    /// <summary>Returns how many bytes of the rest were taken: up to the end of a line, or all.</summary>
    private int TakeLine(ReadOnlySpan<byte> rest)
    {
        if (_afterCarriageReturn)
        {
            _afterCarriageReturn = false;
            if (rest[0] == (byte)'\n')
            {
                RelayUnless(_hidLastLine, rest[..1]);
                return 1;
            }
        }

        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            _line.Write(rest);
            RelayWhatNeedNotWait();
            SkipWhatIsTooLong();
            return rest.Length;
        }

        _line.Write(rest[..end]);
        _hidLastLine = EndLine();
        RelayUnless(_hidLastLine, _line.Span[_lineRelayed..]);
        RelayUnless(_hidLastLine, rest.Slice(end, 1));
        _afterCarriageReturn = rest[end] == (byte)'\r';
        _line.Clear();
        _lineRelayed = 0;
        return end + 1;
    }

    /// <summary>Reads a whole line. True when it must not be relayed.</summary>
    private bool EndLine()
    {
        if (_skipsLine)
        {
            answer.Skip(_line.Length);
            _skipsLine = false;
            _eventHasLines = true;
            return false;
        }

        var line = _line.Span;
        if (line.IsEmpty)
        {
            // The empty line after a hidden line goes with it, unless it also ends lines that were relayed.
            var hides = _hidData && !_eventHasLines;
            _hidData = false;
            _eventHasLines = false;
            return hides;
        }

        if (DataOf(line, out var data))
        {
            IsDone |= IsDoneLine(line);
            var counts = data.SequenceEqual("[DONE]"u8) ? default : answer.Read(data);
            IsDone |= answer.IsDone;
            if (!counts.IsEmpty && hidesUsage && _lineRelayed == 0)
            {
                _hidData = true;
                return true;
            }

            if (!counts.IsEmpty && _lineRelayed == 0)
            {
                var start = line.Length - line[5..].TrimStart((byte)' ').Length;
                addToUsage?.Invoke(answer.Counts, _line, new ByteRange(start + counts.Start, start + counts.End));
            }
        }

        _eventHasLines = true;
        return false;
    }

    private void RelayWhatNeedNotWait()
    {
        var line = _line.Span;
        var start = line[..Math.Min(line.Length, 5)];
        if (_skipsLine || _line.Length > answer.HeldBytesMax || !"data:"u8.StartsWith(start))
        {
            Relay(line[_lineRelayed..]);
            _lineRelayed = line.Length;
        }
    }

    /// <summary>A line without an end must not fill the memory; it has been relayed already, as it is longer than what waits.</summary>
    private void SkipWhatIsTooLong()
    {
        _skipsLine |= _line.Length > _lineBytesMax;
        if (_skipsLine)
        {
            answer.Skip(_line.Length);
            _line.Clear();
            _lineRelayed = 0;
        }
    }

    private void RelayUnless(bool hidden, ReadOnlySpan<byte> bytes)
    {
        if (!hidden)
        {
            Relay(bytes);
        }
    }

    private void Relay(ReadOnlySpan<byte> bytes)
    {
        if (_choosesLines)
        {
            _relayed.Write(bytes);
        }
    }

    private static bool IsDoneLine(ReadOnlySpan<byte> line) => DataOf(line, out var data) && data.SequenceEqual("[DONE]"u8);

    private static bool DataOf(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> data)
    {
        var isData = line.StartsWith("data:"u8);
        data = isData ? line[5..].Trim((byte)' ') : default;
        return isData;
    }
}
