using System.Buffers;

namespace Tracehouse.Gateway.Privacy;

/// <summary>What stands around a place in UTF-8 text.</summary>
internal static class Characters
{
    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    public static bool IsDigit(byte value) => value is >= (byte)'0' and <= (byte)'9';

    public static bool IsLetter(byte value) => (byte)(value | 0x20) is >= (byte)'a' and <= (byte)'z';

    public static bool IsLetterOrDigit(byte value) => IsDigit(value) || IsLetter(value);

    public static bool IsHex(byte value) => IsDigit(value) || (byte)(value | 0x20) is >= (byte)'a' and <= (byte)'f';

    /// <summary>Whether a word or name goes on here; never outside of the text.</summary>
    public static bool IsWordAt(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length && (IsLetterOrDigit(text[at]) || text[at] == '_');

    public static bool IsDigitAt(ReadOnlySpan<byte> text, int at) => (uint)at < (uint)text.Length && IsDigit(text[at]);

    public static bool IsAt(ReadOnlySpan<byte> text, int at, char value) => (uint)at < (uint)text.Length && text[at] == value;

    /// <summary>The bytes of the space or dash here, also of those that typesetters use; 0 when there is none.</summary>
    public static int SpaceOrDash(ReadOnlySpan<byte> text, int at)
    {
        if ((uint)at >= (uint)text.Length)
        {
            return 0;
        }

        var rest = text[at..];
        return rest[0] is (byte)' ' or (byte)'-' ? 1
            : rest.StartsWith("\u00A0"u8) ? 2
            : rest.Length >= 3 && rest[0] == 0xE2 && rest[1] == 0x80 && rest[2] is (>= 0x80 and <= 0x95) or 0xAF ? 3
            : 0;
    }

    /// <summary>Whether one of the words stands in the text, in any case.</summary>
    /// <param name="text">Where to look; no more than the last few bytes are looked at.</param>
    /// <param name="words">The words, in small letters.</param>
    public static bool HasWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte[]> words)
    {
        const int BytesMax = 64;
        text = text[Math.Max(0, text.Length - BytesMax)..];
        if (!text.ContainsAny(Letters))
        {
            return false;
        }

        Span<byte> small = stackalloc byte[BytesMax];
        for (var i = 0; i < text.Length; i++)
        {
            small[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        }

        foreach (var word in words)
        {
            if (small[..text.Length].IndexOf(word) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
