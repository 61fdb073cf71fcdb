using System.Collections.Frozen;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Finds international bank account numbers by country, length and checksum (ISO 13616).</summary>
internal static class IbanFinder
{
    private const int LengthMin = 15;
    private const int LengthMax = 34;

    private static readonly FrozenDictionary<string, int> Lengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 " +
        "GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 " +
        "NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30")
        .Split(' ').ToFrozenDictionary(country => country[..2], country => int.Parse(country.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));

    public static void Find(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        // The check digits are the first digits of a number, and two letters go before them.
        for (var at = NextDigit(text, 2); at >= 0; at = NextDigit(text, at + 1))
        {
            if (!Characters.IsDigit(text[at - 1]) && Characters.IsLetter(text[at - 1]) && Characters.IsLetter(text[at - 2]) && !Characters.IsWordAt(text, at - 3) &&
                Length(text[(at - 2)..]) is > 0 and var length)
            {
                hits.Add(new Hit(at - 2, at - 2 + length, "IBAN"));
                at += length - 3;
            }
        }
    }

    /// <summary>How many bytes the number takes that the text begins with; 0 when it is none.</summary>
    private static int Length(ReadOnlySpan<byte> text)
    {
        Span<char> country = [(char)(text[0] & ~0x20), (char)(text[1] & ~0x20)];
        if (!Lengths.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(country, out var wanted))
        {
            return 0;
        }

        Span<byte> number = stackalloc byte[LengthMax];
        var (count, at) = (0, 0);
        while (count < wanted && at < text.Length)
        {
            if (!Characters.IsLetterOrDigit(text[at]))
            {
                var space = Characters.SpaceOrDash(text, at);
                if (space == 0)
                {
                    return 0;
                }

                at += space;
                continue;
            }

            number[count++] = text[at++];
        }

        return count == wanted && count >= LengthMin && !Characters.IsWordAt(text, at) && IsValid(number[..count]) ? at : 0;
    }

    private static bool IsValid(ReadOnlySpan<byte> number)
    {
        var remainder = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var value = number[(i + 4) % number.Length];
            remainder = Characters.IsDigit(value)
                ? ((remainder * 10) + value - '0') % 97
                : ((remainder * 100) + (value | 0x20) - 'a' + 10) % 97;
        }

        return remainder == 1;
    }

    private static int NextDigit(ReadOnlySpan<byte> text, int from)
    {
        var next = from >= text.Length ? -1 : text[from..].IndexOfAnyInRange((byte)'0', (byte)'9');
        return next < 0 ? -1 : from + next;
    }
}
