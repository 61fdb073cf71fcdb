using System.Globalization;
using System.Text;

namespace Tracehouse.Query.Text;

/// <summary>
/// Mends JSON whose strings hold half a character (<c>"\ud83d"</c> without its other half), as clients write that cut text at a fixed length. It is
/// valid JSON by RFC 8259, section 8.2, but no text, and readers refuse it.
/// </summary>
public static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <summary>The same JSON with U+FFFD for each half that stands alone; the very same string when there is none.</summary>
    public static string Mend(string json)
    {
        StringBuilder? mended = null;
        var copied = 0;
        for (var at = json.IndexOf('\\'); at >= 0 && at < json.Length - 1; at = json.IndexOf('\\', at))
        {
            var (isHigh, isLow) = HalfAt(json, at);
            if (isHigh && HalfAt(json, at + EscapeLength).IsLow)
            {
                at += 2 * EscapeLength;
            }
            else if (isHigh || isLow)
            {
                mended ??= new StringBuilder(json.Length);
                mended.Append(json, copied, at - copied).Append("\\ufffd");
                at = copied = at + EscapeLength;
            }
            else
            {
                at += 2;
            }

            if (at >= json.Length)
            {
                break;
            }
        }

        return mended is null ? json : mended.Append(json, copied, json.Length - copied).ToString();
    }

    private static (bool IsHigh, bool IsLow) HalfAt(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char.IsHighSurrogate((char)unit), char.IsLowSurrogate((char)unit))
            : (false, false);
}
