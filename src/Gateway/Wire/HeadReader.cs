using System.Buffers;
using System.Text;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>
/// Reads the head of an answer where it lies, to the letter of RFC 9112: what two readers could understand in two ways is a failure.
/// Throws <see cref="IOException"/> for such.
/// </summary>
internal static class HeadReader
{
    private const int FieldsUsual = 16;

    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static ReadOnlySpan<byte> Protocol => "HTTP/1."u8;

    /// <summary>The length of the head, its empty line included; 0 when more of it has to come.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="lineStart">The start of the first line not seen yet, to go on from.</param>
    public static int FindEnd(ReadOnlySpan<byte> bytes, ref int lineStart)
    {
        // Whoever does not speak HTTP may also never end a line.
        var known = Math.Min(bytes.Length, Protocol.Length);
        Require(bytes[..known].SequenceEqual(Protocol[..known]), "The answer is not HTTP/1.1.");
        while (bytes[lineStart..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            Require(length > 0 && bytes[lineStart + length - 1] == '\r', "A line of the head does not end with CR LF.");
            lineStart += length + 1;
            if (length == 1)
            {
                return lineStart;
            }
        }

        return 0;
    }

    /// <summary>Reads a whole head.</summary>
    /// <param name="bytes">The head, its empty line included.</param>
    /// <param name="before">The headers of the answer before on the connection, many of which are the same.</param>
    /// <param name="fieldsMax">The most headers.</param>
    /// <param name="isToHead">Whether it answers a HEAD, and so has no body.</param>
    public static WireHead Read(ReadOnlySpan<byte> bytes, HeaderField[] before, int fieldsMax, bool isToHead)
    {
        var line = NextLine(ref bytes);
        var (isOld, status) = ReadStatus(line);
        var fields = new HeaderField[before.Length > 0 ? before.Length : FieldsUsual];
        var count = 0;
        for (line = NextLine(ref bytes); !line.IsEmpty; line = NextLine(ref bytes))
        {
            Require(count < fieldsMax, "The head has more headers than setting Gateway:AnswerHeadersMax allows.");
            if (count == fields.Length)
            {
                Array.Resize(ref fields, 2 * count);
            }

            fields[count] = ReadField(line, count < before.Length ? before[count] : default);
            count++;
        }

        if (count < fields.Length)
        {
            Array.Resize(ref fields, count);
        }

        return HeadMeaning.Of(status, isOld, fields, isToHead);
    }

    /// <summary>The next line without its end.</summary>
    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = bytes[..(end - 1)];
        bytes = bytes[(end + 1)..];
        Require(!line.ContainsAny((byte)'\r', (byte)'\0'), "A line of the head has a CR or a zero in it.");
        return line;
    }

    /// <summary>Reads the first line. What follows the number means nothing.</summary>
    private static (bool IsOld, int Status) ReadStatus(ReadOnlySpan<byte> line)
    {
        const int Digits = 3;
        var version = Protocol.Length;
        var number = version + 2;
        Require(
            line.Length >= number + Digits && line[version] is (byte)'0' or (byte)'1' && line[version + 1] == ' ' && (line.Length == number + Digits || line[number + Digits] == ' ')
            && !line.Slice(number, Digits).ContainsAnyExceptInRange((byte)'0', (byte)'9') && line[number] != '0',
            "The first line of the answer is not one of HTTP/1.1.");
        return (line[version] == '0', 100 * (line[number] - '0') + 10 * (line[number + 1] - '0') + line[number + 2] - '0');
    }

    private static HeaderField ReadField(ReadOnlySpan<byte> line, HeaderField before)
    {
        // A line that begins with a blank once went on with the one before; its name is no word, so that it is refused as well.
        var colon = line.IndexOf((byte)':');
        Require(colon > 0 && !line[..colon].ContainsAnyExcept(TokenBytes), "A line of the head is no header.");
        return new HeaderField(TextOf(line[..colon], before.Name), TextOf(line[(colon + 1)..].Trim(" \t"u8), before.Value));
    }

    private static string TextOf(ReadOnlySpan<byte> bytes, string? before) =>
        before is not null && Ascii.Equals(bytes, before) ? before : Encoding.Latin1.GetString(bytes);

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new IOException(otherwise);
        }
    }
}
