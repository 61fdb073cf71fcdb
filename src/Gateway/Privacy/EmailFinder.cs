namespace Tracehouse.Gateway.Privacy;

/// <summary>Finds e-mail addresses, also those with letters beyond ASCII.</summary>
internal static class EmailFinder
{
    private const int LengthMax = 256;

    public static void Find(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        var done = 0;
        for (var at = text.IndexOf((byte)'@'); at >= 0; at = Next(text, at))
        {
            var start = Start(text, at, Math.Max(done, at - LengthMax));
            var end = DomainEnd(text, at + 1);
            if (start < at && end > 0)
            {
                hits.Add(new Hit(start, end, "EMAIL"));
                done = end;
            }
        }
    }

    private static int Next(ReadOnlySpan<byte> text, int at)
    {
        var next = text[(at + 1)..].IndexOf((byte)'@');
        return next < 0 ? -1 : at + 1 + next;
    }

    private static int Start(ReadOnlySpan<byte> text, int at, int min)
    {
        var start = at;
        while (start > min && (Characters.IsLetterOrDigit(text[start - 1]) || "._%+-'~&!#$*"u8.Contains(text[start - 1]) || IsForeignLetter(text, start - 1)))
        {
            start--;
        }

        while (start < at && "._-'&!#$*"u8.Contains(text[start]))
        {
            start++;
        }

        return start;
    }

    /// <summary>Where the domain ends that begins here; 0 when there is none.</summary>
    private static int DomainEnd(ReadOnlySpan<byte> text, int start)
    {
        var (end, at, label) = (0, start, start);
        while (at < text.Length && at - start < LengthMax)
        {
            if (Characters.IsLetterOrDigit(text[at]) || text[at] == '-' || IsForeignLetter(text, at))
            {
                at++;
                continue;
            }

            if (text[at] != '.' || at == label)
            {
                break;
            }

            end = IsTopLevel(text[label..at]) && label > start ? at : end;
            label = ++at;
        }

        return IsTopLevel(text[label..at]) && label > start ? at : end;
    }

    /// <summary>Two letters or more; a dash behind them belongs to the sentence.</summary>
    private static bool IsTopLevel(ReadOnlySpan<byte> label)
    {
        if (label.Length < 2)
        {
            return false;
        }

        foreach (var value in label)
        {
            if (Characters.IsDigit(value))
            {
                return label.StartsWith("xn--"u8);
            }
        }

        return true;
    }

    /// <summary>Part of a letter of the Latin, Greek or Cyrillic alphabets beyond ASCII, which take two bytes.</summary>
    private static bool IsForeignLetter(ReadOnlySpan<byte> text, int at) =>
        text[at] is >= 0xC3 and <= 0xD4 || (text[at] is >= 0x80 and <= 0xBF && at > 0 && text[at - 1] is >= 0xC3 and <= 0xD4);
}
