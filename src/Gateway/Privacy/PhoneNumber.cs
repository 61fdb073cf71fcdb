using System.Text;

namespace Tracehouse.Gateway.Privacy;

/// <summary>
/// Tells phone numbers: with a plus or 00 and a country; of North America in their usual groups; with the leading zero of other countries; and any
/// other where a word before it or the name of its property announces one. Bare digits that nothing announces are taken for an id.
/// </summary>
internal static class PhoneNumber
{
    private const int DigitsMax = 15;
    private const int ContextBytes = 24;

    private static readonly byte[][] Words =
        [.. "phone,mobile,whatsapp,telefon,fax,tel:,tel.,call me,call us,dial ".Split(',').Select(Encoding.ASCII.GetBytes)];
    private static readonly byte[][] Names = [.. "phone,mobile,whatsapp,telefon,fax,msisdn".Split(',').Select(Encoding.ASCII.GetBytes)];

    /// <summary>How many of the groups make a phone number; 0 when they make none.</summary>
    public static int Groups(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, ReadOnlySpan<DigitGroup> groups)
    {
        var start = groups[0].Start;
        if (Characters.IsAt(text, start - 1, '+'))
        {
            return Characters.IsWordAt(text, start - 2) || text[start] == '0' ? 0
                : text[start] == '1' && NorthAmerican(text, groups, mayBeSpaced: true) is > 0 and var american ? american
                : UpTo(text, groups, 8);
        }

        if (IsDate(groups))
        {
            return 0;
        }

        return NorthAmerican(text, groups, mayBeSpaced: false) is > 0 and var usual ? usual
            : text[start] == '0' && National(text, groups) is > 0 and var national ? national
            : IsAnnounced(text, context, start) ? UpTo(text, groups, DigitGroups.PhoneDigitsMin)
            : 0;
    }

    /// <summary>555-123-4567, (555) 123-4567, 1.555.123.4567.</summary>
    private static int NorthAmerican(ReadOnlySpan<byte> text, ReadOnlySpan<DigitGroup> groups, bool mayBeSpaced)
    {
        var skipped = groups[0].Length == 1 && text[groups[0].Start] == '1' ? 1 : 0;
        if (groups[skipped..] is not [{ Length: 3 } area, { Length: 3 } exchange, { Length: 4 } line, ..] ||
            text[area.Start] is (byte)'0' or (byte)'1' || exchange.Gap == DigitGap.Slash || line.Gap == DigitGap.Slash ||
            !DigitGroups.MayEnd(text, groups, skipped + 3))
        {
            return 0;
        }

        var isSpaced = exchange.Gap == DigitGap.Space && line.Gap == DigitGap.Space;
        var isAlone = skipped + 3 == groups.Length && groups[0].Start == 0 && line.End == text.Length;
        return !isSpaced || mayBeSpaced || isAlone ? skipped + 3 : 0;
    }

    /// <summary>020 7946 0018, 030/901820, 01.23.45.67.89, and 0049 30 901820.</summary>
    private static int National(ReadOnlySpan<byte> text, ReadOnlySpan<DigitGroup> groups)
    {
        var isAbroad = groups[0].Length >= 3 && text[groups[0].Start + 1] == '0' && text[groups[0].Start + 2] != '0';
        if (groups.Length < 2 || groups[0].Length is < 2 or > 6 || (text[groups[0].Start + 1] == '0' && !isAbroad))
        {
            return 0;
        }

        var count = UpTo(text, groups, isAbroad ? 10 : 9);
        var digits = Digits(groups[..count]);
        return count > 1 && count == groups.Length && digits <= (isAbroad ? DigitsMax + 2 : 11) && !Characters.IsAt(text, groups[^1].End, ':') ? count : 0;
    }

    /// <summary>As many groups as a number may have that has so many digits at least.</summary>
    private static int UpTo(ReadOnlySpan<byte> text, ReadOnlySpan<DigitGroup> groups, int digitsMin)
    {
        var (best, digits) = (0, 0);
        for (var count = 1; count <= groups.Length; count++)
        {
            digits += groups[count - 1].Length;
            if (digits > DigitsMax)
            {
                break;
            }

            best = digits >= digitsMin && DigitGroups.MayEnd(text, groups, count) ? count : best;
        }

        return best;
    }

    private static int Digits(ReadOnlySpan<DigitGroup> groups)
    {
        var digits = 0;
        foreach (var group in groups)
        {
            digits += group.Length;
        }

        return digits;
    }

    private static bool IsDate(ReadOnlySpan<DigitGroup> groups) =>
        groups is [{ Length: 4 }, { Length: 2 }, { Length: 2 }, ..] or [{ Length: 2 }, { Length: 2 }, { Length: 4 }, ..];

    private static bool IsAnnounced(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, int start) =>
        Characters.HasWord(context, Names) || context.SequenceEqual("tel"u8) || context.SequenceEqual("cell"u8) ||
        Characters.HasWord(text[Math.Max(0, start - ContextBytes)..start], Words);
}
