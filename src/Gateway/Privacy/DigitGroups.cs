namespace Tracehouse.Gateway.Privacy;

/// <summary>
/// Finds what is written as groups of digits: cards, social security numbers and phone numbers. Digits that touch a letter, and those
/// that a dot or a dash ties to more digits on one side, are part of something else, such as an id or a version.
/// </summary>
internal static class DigitGroups
{
    /// <summary>Fewer digits are no phone number even where one is announced.</summary>
    public const int PhoneDigitsMin = 7;

    private const int GroupsMax = 24;

    /// <summary>How many groups the longest number has; a longer sequence is read in parts that overlap by so many.</summary>
    private const int OverlapGroups = 8;

    public static void Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, List<Hit> hits)
    {
        Span<DigitGroup> groups = stackalloc DigitGroup[GroupsMax];
        for (var at = NextDigit(text, 0); at >= 0;)
        {
            var count = Read(text, at, groups);
            var sequence = groups[..count];
            at = NextDigit(text, sequence[^1].End);
            if (sequence[^1].End - sequence[0].Start < PhoneDigitsMin)
            {
                continue;
            }

            var done = FindIn(text, context, sequence, hits);
            if (count == GroupsMax)
            {
                at = sequence[Math.Max(done, GroupsMax - OverlapGroups)..] is [var next, ..] ? next.Start : at;
            }
        }
    }

    /// <summary>Answers how many groups need not be looked at again.</summary>
    private static int FindIn(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, ReadOnlySpan<DigitGroup> groups, List<Hit> hits)
    {
        var done = 0;
        while (done < groups.Length)
        {
            var rest = groups[done..];
            var (count, label) = !MayStart(text, rest[0]) ? (0, "")
                : CardNumber.Groups(text, rest) is > 0 and var card ? (card, "CREDIT_CARD")
                : SocialSecurityNumber.Groups(text, rest) is > 0 and var security ? (security, "SSN")
                : PhoneNumber.Groups(text, context, rest) is > 0 and var phone ? (phone, "PHONE")
                : (0, "");
            if (count > 0)
            {
                hits.Add(new Hit(StartOf(text, rest[0].Start), rest[count - 1].End, label));
            }

            done += Math.Max(1, count);
        }

        return done;
    }

    /// <summary>Whether a number may end with the last of so many groups.</summary>
    public static bool MayEnd(ReadOnlySpan<byte> text, ReadOnlySpan<DigitGroup> groups, int count) => count < groups.Length
        ? groups[count].Gap is not (DigitGap.Dash or DigitGap.Dot)
        : !Characters.IsWordAt(text, groups[count - 1].End);

    private static bool MayStart(ReadOnlySpan<byte> text, DigitGroup group) =>
        group.Gap is not (DigitGap.Dash or DigitGap.Dot) && !Characters.IsWordAt(text, group.Start - 1);

    /// <summary>The plus and the parenthesis before a number go with it.</summary>
    private static int StartOf(ReadOnlySpan<byte> text, int start)
    {
        while (start > 0 && text[start - 1] is (byte)'+' or (byte)'(')
        {
            start--;
        }

        return start;
    }

    private static int Read(ReadOnlySpan<byte> text, int at, Span<DigitGroup> groups)
    {
        var gap = DigitGap.None;
        for (var count = 0; ; count++)
        {
            var end = at;
            while (Characters.IsDigitAt(text, end))
            {
                end++;
            }

            groups[count] = new DigitGroup(at, end, gap);
            (gap, at) = ReadGap(text, end);
            if (gap == DigitGap.None || count + 1 == groups.Length)
            {
                return count + 1;
            }
        }
    }

    private static (DigitGap Gap, int End) ReadGap(ReadOnlySpan<byte> text, int at)
    {
        const int LengthMax = 8;
        var gap = DigitGap.None;
        for (var end = at; end < Math.Min(text.Length, at + LengthMax);)
        {
            if (Characters.IsDigit(text[end]))
            {
                return (gap, end);
            }

            var length = Characters.SpaceOrDash(text, end);
            var found = text[end] switch
            {
                (byte)'(' or (byte)')' => DigitGap.Parenthesis,
                (byte)'.' when gap == DigitGap.None && Characters.IsDigitAt(text, end + 1) => DigitGap.Dot,
                (byte)'/' => DigitGap.Slash,
                _ when length == 0 => DigitGap.None,
                (byte)' ' => DigitGap.Space,
                (byte)'-' => DigitGap.Dash,
                0xE2 when text[end + 2] is >= 0x90 and <= 0x95 => DigitGap.Dash,
                _ => DigitGap.Space,
            };
            if (found == DigitGap.None)
            {
                break;
            }

            gap = found > gap ? found : gap;
            end += Math.Max(1, length);
        }

        return (DigitGap.None, at);
    }

    private static int NextDigit(ReadOnlySpan<byte> text, int from)
    {
        var next = from >= text.Length ? -1 : text[from..].IndexOfAnyInRange((byte)'0', (byte)'9');
        return next < 0 ? -1 : from + next;
    }
}
