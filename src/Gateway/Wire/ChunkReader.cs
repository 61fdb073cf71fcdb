using System.Buffers;

namespace Tracehouse.Gateway.Wire;

/// <summary>
/// Takes a body out of its chunks where it lies: what comes between them is dropped by moving the bytes behind it, so that all chunks of one read
/// are one piece. Throws <see cref="IOException"/> for chunks that are in doubt.
/// </summary>
internal sealed class ChunkReader
{
    /// <summary>The longest line between chunks.</summary>
    private const int LineBytesMax = 4096;

    /// <summary>The most that may follow the last chunk.</summary>
    private const int TrailerBytesMax = 64 * 1024;

    private static readonly SearchValues<byte> HexBytes = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private Part _next = Part.Size;
    private long _left;
    private int _trailerBytes;

    private enum Part
    {
        Size,
        Data,
        DataEnd,
        Trailer,
        None,
    }

    /// <summary>Whether the body has come to its end.</summary>
    public bool IsOver => _next == Part.None;

    /// <summary>Takes what there is. The bytes that are not used up must be there again before those that come next.</summary>
    public Taken Take(Span<byte> bytes)
    {
        var (at, start, end) = (0, 0, 0);
        while (_next != Part.None && at < bytes.Length)
        {
            if (_next == Part.Data)
            {
                var count = (int)Math.Min(_left, bytes.Length - at);
                start = end == 0 ? at : start;
                end = end == 0 ? at : end;
                bytes.Slice(at, count).CopyTo(bytes[end..]);
                (at, end, _left) = (at + count, end + count, _left - count);
                _next = _left == 0 ? Part.DataEnd : Part.Data;
            }
            else if (!TryTakeLine(bytes, ref at))
            {
                break;
            }
        }

        return new Taken(start, end - start, at);
    }

    /// <summary>Takes the line between two chunks, or one behind the last. False when it has not come whole.</summary>
    private bool TryTakeLine(Span<byte> bytes, ref int at)
    {
        var length = bytes[at..].IndexOf((byte)'\n');
        Require((length < 0 ? bytes.Length - at : length) <= LineBytesMax, "A line between its chunks is too long.");
        if (length < 0)
        {
            return false;
        }

        Require(length > 0 && bytes[at + length - 1] == '\r', "A line between its chunks does not end with CR LF.");
        var line = bytes.Slice(at, length - 1);
        Require(!line.ContainsAny((byte)'\r', (byte)'\0'), "A line between its chunks has a CR or a zero in it.");
        at += length + 1;
        Read(line);
        return true;
    }

    private void Read(ReadOnlySpan<byte> line)
    {
        switch (_next)
        {
            case Part.Size:
                _left = ReadSize(line);
                _next = _left == 0 ? Part.Trailer : Part.Data;
                break;
            case Part.DataEnd:
                Require(line.IsEmpty, "A chunk is longer than it says.");
                _next = Part.Size;
                break;
            default:
                _trailerBytes += line.Length;
                Require(_trailerBytes <= TrailerBytesMax, "Too much follows the last chunk.");
                _next = line.IsEmpty ? Part.None : Part.Trailer;
                break;
        }
    }

    /// <summary>Reads a number of up to 15 digits, which nobody will ever send so many bytes as.</summary>
    private static long ReadSize(ReadOnlySpan<byte> line)
    {
        const int DigitsMax = 15;
        var count = line.IndexOfAnyExcept(HexBytes);
        var rest = count < 0 ? default : line[count..].TrimStart(" \t"u8);
        Require(rest.IsEmpty || rest[0] == ';', "A chunk does not begin with its length.");
        var digits = count < 0 ? line : line[..count];
        Require(digits.Length is > 0 and <= DigitsMax, "A chunk does not begin with its length.");
        var size = 0L;
        foreach (var digit in digits)
        {
            size = (size << 4) + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return size;
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new IOException($"The answer cannot be read: {otherwise}");
        }
    }

    /// <summary>What was taken.</summary>
    /// <param name="Start">Where the piece of the body begins.</param>
    /// <param name="Length">How long it is.</param>
    /// <param name="Used">How many bytes are used up.</param>
    internal readonly record struct Taken(int Start, int Length, int Used);
}
