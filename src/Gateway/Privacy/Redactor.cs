using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Privacy;

/// <summary>
/// Replaces personal data and keys in text and in JSON. Text is read as it is; JSON by its strings and numbers, unescaped, and a string of
/// JSON that holds JSON again, as arguments of tools do, is read the same way. JSON stays JSON. Text without a hit costs no allocation.
/// </summary>
internal sealed class Redactor(IReadOnlyDictionary<string, string> patterns)
{
    /// <summary>How often text may be escaped over and over; what is deeper is read as it stands.</summary>
    private const int DepthMax = 5;

    private readonly CustomPattern[] _patterns = [.. patterns.Select(pattern => new CustomPattern(pattern.Key, pattern.Value))];

    /// <summary>For reading what was found to be well nested before, or comes from an upstream.</summary>
    public static JsonReaderOptions AnyDepth { get; } = new() { MaxDepth = 10_000 };

    public Utf8Text Redact(Utf8Text text)
    {
        var hits = new List<Hit>();
        Find(text.Bytes.Span, context: default, depth: 0, hits);
        return hits.Count == 0 ? text : new Utf8Text(Replace(text.Bytes.Span, hits));
    }

    public string Redact(string text)
    {
        var before = Utf8Text.From(text);
        var after = Redact(before);
        return after.Bytes.Equals(before.Bytes) ? text : after.ToString();
    }

    /// <summary>Appends the hits in order, without overlaps.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">The name of the property that it is the value of, if it is one.</param>
    /// <param name="depth">In how many strings it stands.</param>
    /// <param name="hits">Where to append.</param>
    private void Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, int depth, List<Hit> hits)
    {
        if (depth < DepthMax && IsJson(text))
        {
            FindInJson(text, depth, hits);
            return;
        }

        var first = hits.Count;
        FindPlain(text, context, hits);
        if (depth < DepthMax && text.Contains((byte)'\\'))
        {
            FindEscaped(text, context, depth, hits);
        }

        Merge(hits, first);
    }

    private void FindInJson(ReadOnlySpan<byte> json, int depth, List<Hit> hits)
    {
        var reader = new Utf8JsonReader(json, AnyDepth);
        ReadOnlySpan<byte> name = default;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.ValueSpan;
                    FindInString(reader.ValueSpan, reader.ValueIsEscaped, context: default, start + 1, depth, hits);
                    break;
                case JsonTokenType.String:
                    FindInString(reader.ValueSpan, reader.ValueIsEscaped, name, start + 1, depth, hits);
                    break;
                case JsonTokenType.Number:
                    FindInNumber(reader.ValueSpan, name, start, hits);
                    break;
                default:
                    break;
            }
        }
    }

    private void FindInString(ReadOnlySpan<byte> written, bool isEscaped, ReadOnlySpan<byte> context, int start, int depth, List<Hit> hits)
    {
        var first = hits.Count;
        if (isEscaped)
        {
            FindEscaped(written, context, depth, hits);
        }
        else
        {
            Find(written, context, depth + 1, hits);
            Embed(hits, first);
        }

        for (var i = first; i < hits.Count; i++)
        {
            hits[i] = hits[i] with { Start = hits[i].Start + start, End = hits[i].End + start };
        }
    }

    /// <summary>A number is replaced as a whole, by a string.</summary>
    private void FindInNumber(ReadOnlySpan<byte> number, ReadOnlySpan<byte> context, int start, List<Hit> hits)
    {
        var first = hits.Count;
        if (number.Length >= DigitGroups.PhoneDigitsMin && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            FindPlain(number, context, hits);
        }

        if (hits.Count > first)
        {
            var label = hits[first].Label;
            hits.RemoveRange(first, hits.Count - first);
            hits.Add(new Hit(start, start + number.Length, label, QuoteDepth: 0));
        }
    }

    private void FindEscaped(ReadOnlySpan<byte> written, ReadOnlySpan<byte> context, int depth, List<Hit> hits)
    {
        using var decoded = new PooledBytes();
        JsonEscapes.Decode(written, decoded);
        var first = hits.Count;
        Find(decoded.Span, context, depth + 1, hits);
        JsonEscapes.MapBack(written, CollectionsMarshal.AsSpan(hits)[first..]);
    }

    private void FindPlain(ReadOnlySpan<byte> text, ReadOnlySpan<byte> context, List<Hit> hits)
    {
        EmailFinder.Find(text, hits);
        KeyFinder.Find(text, hits);
        DigitGroups.Find(text, context, hits);
        IbanFinder.Find(text, hits);
        AddressFinder.Find(text, context, hits);
        foreach (var pattern in _patterns)
        {
            pattern.Find(text, hits);
        }
    }

    /// <summary>Puts hits in order. Those that overlap become one, under the name of the longer.</summary>
    private static void Merge(List<Hit> hits, int first)
    {
        if (hits.Count - first < 2)
        {
            return;
        }

        hits.Sort(first, hits.Count - first, Comparer<Hit>.Create(static (one, other) => one.Start.CompareTo(other.Start)));
        var last = first;
        for (var i = first + 1; i < hits.Count; i++)
        {
            var (kept, next) = (hits[last], hits[i]);
            if (next.Start >= kept.End)
            {
                hits[++last] = next;
                continue;
            }

            var label = next.End - next.Start > kept.End - kept.Start ? next.Label : kept.Label;
            hits[last] = new Hit(kept.Start, Math.Max(kept.End, next.End), label);
        }

        hits.RemoveRange(last + 1, hits.Count - last - 1);
    }

    private static void Embed(List<Hit> hits, int first)
    {
        for (var i = first; i < hits.Count; i++)
        {
            hits[i] = hits[i].Around(hits[i].Start, hits[i].End);
        }
    }

    /// <summary>Whether the text is a JSON object, array or string, and nothing else.</summary>
    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0 || text[start] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            return false;
        }

        var reader = new Utf8JsonReader(text, AnyDepth);
        try
        {
            while (reader.Read())
            {
                // All of it has to be read before it is known to be JSON.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] Replace(ReadOnlySpan<byte> text, List<Hit> hits)
    {
        using var replaced = new PooledBytes();
        var at = 0;
        foreach (var hit in hits)
        {
            replaced.Write(text[at..hit.Start]);
            WriteQuote(replaced, hit.QuoteDepth);
            replaced.Write("["u8);
            replaced.Write(Encoding.ASCII.GetBytes(hit.Label));
            replaced.Write("]"u8);
            WriteQuote(replaced, hit.QuoteDepth);
            at = hit.End;
        }

        replaced.Write(text[at..]);
        return replaced.ToArray();
    }

    /// <summary>A quote as it is written in so many strings: every one doubles the backslashes and adds that of the quote.</summary>
    private static void WriteQuote(PooledBytes output, int depth)
    {
        if (depth == Hit.Unquoted)
        {
            return;
        }

        for (var i = (1 << depth) - 1; i > 0; i--)
        {
            output.Write("\\"u8);
        }

        output.Write("\""u8);
    }
}
