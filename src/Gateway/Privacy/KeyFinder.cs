using System.Buffers;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Finds keys and tokens by the marks that their issuers give them.</summary>
internal static class KeyFinder
{
    private const string Label = "API_KEY";
    private const int PrefixLengthMax = 11;
    private const int RandomLength = 20;

    /// <summary>The first line of a private key is no longer.</summary>
    private const int MarkLengthMax = 64;

    /// <summary>Beginnings that end in a dash or an underscore.</summary>
    private static readonly string[] Prefixes =
    [
        "th-sk-", "sk-", "pk-", "rk-", "sk_live_", "sk_test_", "rk_live_", "rk_test_", "pk_live_", "pk_test_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_",
        "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-",
        "xoxd-", "xapp-", "hf_", "gsk_", "xai-", "npm_", "pypi-", "r8_", "pplx-", "tvly-", "nvapi-", "dop_v1_", "shpat_", "AGE-SECRET-KEY-",
    ];

    private static readonly string[] ShortPrefixes = [.. Prefixes.Select(prefix => prefix.Length > PrefixLengthMax ? prefix[^PrefixLengthMax..] : prefix)];
    private static readonly SearchValues<byte> DashOrUnderscore = SearchValues.Create("-_"u8);
    private static readonly SearchValues<byte> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);
    private static readonly SearchValues<byte> BearerCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.~+/="u8);

    public static void Find(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        FindPrefixed(text, hits);
        FindFixed(text, "AKIA"u8, 20, hits);
        FindFixed(text, "ASIA"u8, 20, hits);
        FindFixed(text, "AIza"u8, 35, hits);
        FindJwt(text, hits);
        FindBearer(text, "earer"u8, hits);
        FindBearer(text, "EARER"u8, hits);
        FindPrivateKey(text, hits);
    }

    private static void FindPrefixed(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        var at = 0;
        while (true)
        {
            var next = text[at..].IndexOfAny(DashOrUnderscore);
            if (next < 0)
            {
                return;
            }

            at += next + 1;
            var length = PrefixLength(text[..at]);
            if (length == 0 || Characters.IsWordAt(text, at - length - 1))
            {
                continue;
            }

            var token = Run(text[at..], TokenCharacters);
            if (LooksRandom(text.Slice(at, token), lengthMin: 9))
            {
                hits.Add(new Hit(at - length, at + token, Label));
            }

            at += token;
        }
    }

    /// <summary>The length of the prefix that the text ends in; 0 when it ends in none.</summary>
    private static int PrefixLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || !Characters.IsLetterOrDigit(text[^2]))
        {
            return 0;
        }

        foreach (var prefix in ShortPrefixes)
        {
            if (text.Length >= prefix.Length && text[^1] == prefix[^1] && text[^2] == prefix[^2] && System.Text.Ascii.Equals(text[^prefix.Length..], prefix))
            {
                return prefix.Length;
            }
        }

        return 0;
    }

    private static void FindFixed(ReadOnlySpan<byte> text, ReadOnlySpan<byte> prefix, int lengthMin, List<Hit> hits)
    {
        for (var at = text.IndexOf(prefix); at >= 0;)
        {
            var token = Run(text[at..], TokenCharacters);
            if (token >= lengthMin && !Characters.IsWordAt(text, at - 1))
            {
                hits.Add(new Hit(at, at + token, Label));
            }

            at = NextIndex(text, prefix, at + token);
        }
    }

    /// <summary>Two parts or more of base64, of which the first begins as that of a JSON object does.</summary>
    private static void FindJwt(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        for (var at = text.IndexOf("eyJ"u8); at >= 0;)
        {
            var end = at + Run(text[at..], TokenCharacters);
            var parts = 1;
            while (Characters.IsAt(text, end, '.') && Run(text[(end + 1)..], TokenCharacters) is > 0 and var part)
            {
                end += part + 1;
                parts++;
            }

            if (parts > 1 && end - at > 20 && !Characters.IsWordAt(text, at - 1))
            {
                hits.Add(new Hit(at, end, Label));
            }

            at = NextIndex(text, "eyJ"u8, end);
        }
    }

    private static void FindBearer(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word, List<Hit> hits)
    {
        for (var at = text.IndexOf(word); at >= 0;)
        {
            var start = at + word.Length;
            while (Characters.IsAt(text, start, ' '))
            {
                start++;
            }

            var token = Run(text[start..], BearerCharacters);
            if (start > at + word.Length && at > 0 && (text[at - 1] | 0x20) == 'b' && LooksRandom(text.Slice(start, token), lengthMin: 8))
            {
                hits.Add(new Hit(start, start + token, Label));
            }

            at = NextIndex(text, word, start + token);
        }
    }

    private static void FindPrivateKey(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        var begin = text.IndexOf("-----BEGIN "u8);
        while (begin >= 0)
        {
            var stop = begin + "-----BEGIN ".Length;
            var mark = text[stop..Math.Min(text.Length, stop + MarkLengthMax)];
            var markEnd = mark.IndexOf("-----"u8);
            if (mark[..(markEnd < 0 ? mark.Length : markEnd)].IndexOf("PRIVATE KEY"u8) >= 0)
            {
                stop = PrivateKeyEnd(text, stop);
                hits.Add(new Hit(begin, stop, Label));
            }

            begin = NextIndex(text, "-----BEGIN "u8, stop);
        }
    }

    /// <summary>The end of its last line; a key that was cut goes on to the end of the text.</summary>
    private static int PrivateKeyEnd(ReadOnlySpan<byte> text, int from)
    {
        var last = NextIndex(text, "-----END "u8, from);
        var close = last < 0 ? -1 : NextIndex(text, "KEY-----"u8, last);
        return close < 0 ? text.Length : close + "KEY-----".Length;
    }

    /// <summary>Whether it is no word of a language: it has a digit, letters of both cases, or a part that is too long for a word.</summary>
    private static bool LooksRandom(ReadOnlySpan<byte> token, int lengthMin)
    {
        if (token.Length < lengthMin)
        {
            return false;
        }

        return token.ContainsAnyInRange((byte)'0', (byte)'9')
            || (token[1..].ContainsAnyInRange((byte)'A', (byte)'Z') && token.ContainsAnyInRange((byte)'a', (byte)'z'))
            || HasLongWord(token);
    }

    private static bool HasLongWord(ReadOnlySpan<byte> token)
    {
        foreach (var word in token.SplitAny("-_"u8))
        {
            if (token[word].Length >= RandomLength)
            {
                return true;
            }
        }

        return false;
    }

    private static int Run(ReadOnlySpan<byte> text, SearchValues<byte> values)
    {
        var length = text.IndexOfAnyExcept(values);
        return length < 0 ? text.Length : length;
    }

    private static int NextIndex(ReadOnlySpan<byte> text, ReadOnlySpan<byte> value, int from)
    {
        var index = from >= text.Length ? -1 : text[from..].IndexOf(value);
        return index < 0 ? -1 : from + index;
    }
}
