using System.Buffers.Text;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>
/// Mends JSON whose strings hold half a character (<c>"\ud83d"</c> without its other half), as senders write that cut text at a fixed length. It is
/// valid JSON, but no text, and readers refuse it.
/// </summary>
public static class HalfCharacters
{
    private const int EscapeLength = 6;

    /// <summary>Puts U+FFFD in the place of each half that stands alone; it takes as many bytes.</summary>
    public static void Mend(Span<byte> json)
    {
        var at = 0;
        while (json[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            var unit = UnitAt(json, at);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(UnitAt(json, at + EscapeLength)))
            {
                at += 2 * EscapeLength;
            }
            else if (char.IsSurrogate(unit))
            {
                "\\ufffd"u8.CopyTo(json[at..]);
                at += EscapeLength;
            }
            else
            {
                at = Math.Min(at + 2, json.Length);
            }
        }
    }

    /// <summary>What an escape stands for; NUL where there is none.</summary>
    private static char UnitAt(ReadOnlySpan<byte> json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort unit, out var read, 'x') && read == 4
            ? (char)unit
            : '\0';
}
