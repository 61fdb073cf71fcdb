using System.Globalization;
using System.Text;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Privacy;

/// <summary>
/// The escapes of JSON strings. Unlike a JSON reader it also takes text that merely looks as if it had some, such as a document that was cut.
/// </summary>
internal static class JsonEscapes
{
    private const int UnicodeLength = 6;
    private const int RuneBytesMax = 4;

    /// <summary>Appends the text with its escapes resolved; what is no escape stays.</summary>
    public static void Decode(ReadOnlySpan<byte> text, PooledBytes decoded)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf((byte)'\\');
            if (plain < 0)
            {
                decoded.Write(text);
                return;
            }

            decoded.Write(text[..plain]);
            text = text[plain..];
            var length = Unit(text, out var rune);
            decoded.Advance(rune.EncodeToUtf8(decoded.GetSpan(RuneBytesMax)));
            text = text[length..];
        }
    }

    /// <summary>Moves hits in the decoded text, which are in order, to the escaped text, where they cover whole escapes.</summary>
    public static void MapBack(ReadOnlySpan<byte> text, Span<Hit> hits)
    {
        var at = 0;
        var decodedAt = 0;
        for (var i = 0; i < hits.Length; i++)
        {
            var start = Advance(text, ref at, ref decodedAt, hits[i].Start, mayPass: false);
            var end = Advance(text, ref at, ref decodedAt, hits[i].End, mayPass: true);
            hits[i] = hits[i].Around(start, end);
        }
    }

    private static int Advance(ReadOnlySpan<byte> text, ref int at, ref int decodedAt, int target, bool mayPass)
    {
        while (decodedAt < target && at < text.Length)
        {
            var (length, decoded) = (1, 1);
            if (text[at] == '\\')
            {
                length = Unit(text[at..], out var rune);
                decoded = rune.Utf8SequenceLength;
            }

            if (!mayPass && decodedAt + decoded > target)
            {
                break;
            }

            at += length;
            decodedAt += decoded;
        }

        return at;
    }

    /// <summary>Reads the escape that the text begins with; a backslash that begins none stands for itself.</summary>
    private static int Unit(ReadOnlySpan<byte> text, out Rune rune)
    {
        rune = new Rune('\\');
        if (text.Length < 2)
        {
            return 1;
        }

        switch (text[1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/': rune = new Rune(text[1]); return 2;
            case (byte)'n': rune = new Rune('\n'); return 2;
            case (byte)'r': rune = new Rune('\r'); return 2;
            case (byte)'t': rune = new Rune('\t'); return 2;
            case (byte)'b': rune = new Rune('\b'); return 2;
            case (byte)'f': rune = new Rune('\f'); return 2;
            case (byte)'u' when TryUnicode(text, out var first): return Unicode(text, first, out rune);
            default: return 1;
        }
    }

    private static int Unicode(ReadOnlySpan<byte> text, char first, out Rune rune)
    {
        if (Rune.TryCreate(first, out rune))
        {
            return UnicodeLength;
        }

        if (TryUnicode(text[UnicodeLength..], out var second) && Rune.TryCreate(first, second, out rune))
        {
            return 2 * UnicodeLength;
        }

        rune = Rune.ReplacementChar;
        return UnicodeLength;
    }

    private static bool TryUnicode(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < UnicodeLength || text[0] != '\\' || text[1] != 'u' ||
            !ushort.TryParse(text[2..UnicodeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
