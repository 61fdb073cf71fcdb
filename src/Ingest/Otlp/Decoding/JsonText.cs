using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Reads what OTLP writes as JSON strings and numbers. A value of another type reads as nothing and is stepped over.</summary>
internal static class JsonText
{
    /// <summary>A string; what is not UTF-8, and halves of characters, become U+FFFD.</summary>
    public static string? String(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        if (!json.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(json.ValueSpan);
        }

        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return Unescape(Encoding.UTF8.GetString(json.ValueSpan));
        }
    }

    /// <summary>The name of an attribute, which will come again.</summary>
    public static string Name(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String && !json.ValueIsEscaped)
        {
            return NameCache.Get(json.ValueSpan);
        }

        return String(ref json) ?? "";
    }

    /// <summary>A number, also one that is written as a string.</summary>
    public static ulong UInt64(ref Utf8JsonReader json)
    {
        if (IsText(ref json) && Utf8Parser.TryParse(json.ValueSpan, out ulong number, out var read) && read == json.ValueSpan.Length)
        {
            return number;
        }

        return Double(ref json) is var fraction and >= 0 and < ulong.MaxValue ? (ulong)fraction : 0;
    }

    /// <summary>A number, also one that is written as a string.</summary>
    public static long Int64(ref Utf8JsonReader json)
    {
        if (IsText(ref json) && Utf8Parser.TryParse(json.ValueSpan, out long number, out var read) && read == json.ValueSpan.Length)
        {
            return number;
        }

        return Double(ref json) is var fraction and > long.MinValue and < long.MaxValue ? (long)fraction : 0;
    }

    /// <summary>A number, also one that is written as a string, or one of the words for what JSON has no number for.</summary>
    public static double Double(ref Utf8JsonReader json)
    {
        if (!IsText(ref json))
        {
            json.Skip();
            return 0;
        }

        return Encoding.UTF8.GetString(json.ValueSpan) switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0,
        };
    }

    /// <summary>A number, or the name that stands for one.</summary>
    public static int Enum(ref Utf8JsonReader json, ReadOnlySpan<string> names)
    {
        if (json.TokenType == JsonTokenType.String && names.IndexOf(Encoding.UTF8.GetString(json.ValueSpan)) is var number and >= 0)
        {
            return number;
        }

        return (int)Int64(ref json);
    }

    /// <summary>Copies a property's name, and answers its length; 0 when it is no text.</summary>
    public static int Copy(ref Utf8JsonReader json, scoped Span<char> name)
    {
        try
        {
            return json.CopyString(name);
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private static bool IsText(ref Utf8JsonReader json) => json.TokenType is JsonTokenType.Number or JsonTokenType.String;

    /// <summary>Undoes the escapes of valid JSON one by one, and mends what is then no text.</summary>
    private static string Unescape(string written)
    {
        var text = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] != '\\')
            {
                text.Append(written[at]);
                continue;
            }

            at++;
            switch (written[at])
            {
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'u':
                    text.Append((char)ushort.Parse(written.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    at += 4;
                    break;
                default: text.Append(written[at]); break;
            }
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
