using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Finds network addresses of both versions, and leaves version numbers, times and code.</summary>
internal static class AddressFinder
{
    private const string Label = "IP_ADDRESS";
    private const int V4LengthMax = 15;
    private const int V6LengthMax = 45;
    private const int ContextBytes = 16;

    private static readonly byte[][] VersionWords = [.. "version release build ver.".Split(' ').Select(Encoding.ASCII.GetBytes)];
    private static readonly SearchValues<byte> V4Characters = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> V6Characters = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    public static void Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, List<Hit> hits)
    {
        FindV4(text, context, hits);
        FindV6(text, hits);
    }

    private static void FindV4(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, List<Hit> hits)
    {
        for (var dot = Next(text, (byte)'.', 0); dot >= 0;)
        {
            if (!Characters.IsDigitAt(text, dot - 1) || !Characters.IsDigitAt(text, dot + 1))
            {
                dot = Next(text, (byte)'.', dot + 1);
                continue;
            }

            var start = text[..dot].LastIndexOfAnyExcept(V4Characters) + 1;
            var end = End(text, dot, V4Characters);
            var number = text[start..end].TrimEnd((byte)'.');
            if (IsV4(number) && !Characters.IsWordAt(text, start - 1) && !Characters.IsWordAt(text, end) && !IsVersion(text[..start], context))
            {
                hits.Add(new Hit(start, start + number.Length, Label));
            }

            dot = Next(text, (byte)'.', end);
        }
    }

    private static bool IsV4(ReadOnlySpan<byte> text)
    {
        var (parts, digits, value) = (1, 0, 0);
        foreach (var character in text.Length > V4LengthMax ? default : text)
        {
            if (character == '.')
            {
                parts++;
                (digits, value) = digits > 0 ? (0, 0) : (9, 0);
            }
            else
            {
                value = (value * 10) + character - '0';
                digits++;
            }

            if (digits > 3 || value > byte.MaxValue)
            {
                return false;
            }
        }

        return parts == 4 && digits > 0;
    }

    /// <summary>Whether what goes before says that a version follows: the word, or a product's name and a slash as in <c>Chrome/120.0.0.0</c>.</summary>
    private static bool IsVersion(ReadOnlySpan<byte> before, ReadOnlySpan<byte> context)
    {
        if (Characters.HasWord(context, VersionWords) || Characters.HasWord(before[Math.Max(0, before.Length - ContextBytes)..], VersionWords))
        {
            return true;
        }

        if (!before.EndsWith("/"u8))
        {
            return false;
        }

        var name = before.Length - 1;
        while (name > 0 && Characters.IsLetterOrDigit(before[name - 1]))
        {
            name--;
        }

        return before[name] is >= (byte)'A' and <= (byte)'Z';
    }

    private static void FindV6(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        for (var colon = Next(text, (byte)':', 0); colon >= 0;)
        {
            var start = text[Math.Max(0, colon - V6LengthMax)..colon].LastIndexOfAnyExcept(V6Characters) + 1 + Math.Max(0, colon - V6LengthMax);
            var end = End(text, colon, V6Characters);
            var address = text[start..end].TrimEnd((byte)'.');
            address = address.EndsWith("::"u8) ? address : address.TrimEnd((byte)':');
            if (address.Length <= V6LengthMax && !Characters.IsWordAt(text, start - 1) && !Characters.IsWordAt(text, start + address.Length) && IsV6(address))
            {
                hits.Add(new Hit(start, start + address.Length, Label));
            }

            colon = Next(text, (byte)':', end);
        }
    }

    /// <summary>A short one needs a group of three digits at least, or code such as <c>x[1::2]</c> would be one.</summary>
    private static bool IsV6(ReadOnlySpan<byte> text)
    {
        if (text.Count((byte)':') < 2 || !text.ContainsAnyInRange((byte)'0', (byte)'9') && text.Count((byte)':') < 3)
        {
            return false;
        }

        var longest = 0;
        foreach (var group in text.Split((byte)':'))
        {
            longest = Math.Max(longest, text[group].Length);
        }

        return longest >= 3 && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static int End(ReadOnlySpan<byte> text, int at, SearchValues<byte> characters)
    {
        var length = text[at..].IndexOfAnyExcept(characters);
        return length < 0 ? text.Length : at + length;
    }

    private static int Next(ReadOnlySpan<byte> text, byte value, int from)
    {
        var next = from >= text.Length ? -1 : text[from..].IndexOf(value);
        return next < 0 ? -1 : from + next;
    }
}
