using System.Text;
using System.Text.RegularExpressions;

namespace Tracehouse.Gateway.Privacy;

/// <summary>A pattern of the operator. It takes a time in proportion to the text, whatever pattern and text are.</summary>
internal sealed class CustomPattern(string name, string pattern)
{
    private readonly string _label = name.ToUpperInvariant();
    private readonly Regex _regex = Compile(pattern);

    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public void Find(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        var characters = Encoding.UTF8.GetString(text);
        var (at, byteAt) = (0, 0);
        foreach (var match in _regex.EnumerateMatches(characters))
        {
            if (match.Length == 0)
            {
                continue;
            }

            var start = Advance(text, ref at, ref byteAt, match.Index);
            hits.Add(new Hit(start, Advance(text, ref at, ref byteAt, match.Index + match.Length), _label));
        }
    }

    /// <summary>Where the character stands in the bytes; those that are not UTF-8 were read as one character each time.</summary>
    private static int Advance(ReadOnlySpan<byte> text, ref int at, ref int byteAt, int target)
    {
        while (at < target)
        {
            Rune.DecodeFromUtf8(text[byteAt..], out var rune, out var length);
            at += rune.Utf16SequenceLength;
            byteAt += length;
        }

        return byteAt;
    }
}
