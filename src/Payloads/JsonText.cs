using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Payloads;

/// <summary>Takes the text out of JSON strings, also of those that JSON allows and Unicode does not.</summary>
public static class JsonText
{
    /// <summary>For reading what was found to be well nested before, or comes from an upstream.</summary>
    public static JsonReaderOptions Deep { get; } = new() { MaxDepth = 10_000 };

    /// <summary>Whether the name or string that the reader stands on is this text.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(text);
        }

        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Null when the string holds half a surrogate pair or bytes that are not UTF-8.</summary>
    public static string? Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Where the brace stands that the reader, which has read an object's properties, stands on; -1 when it stands elsewhere.</summary>
    public static int EndOf(ref Utf8JsonReader reader) =>
        reader is { TokenType: JsonTokenType.EndObject, CurrentDepth: 0 } ? (int)reader.TokenStartIndex : -1;

    /// <summary>Appends the text as UTF-8. What cannot be unescaped is appended as it was written, so that nothing is lost.</summary>
    public static void Append(ref Utf8JsonReader reader, IBufferWriter<byte> text)
    {
        try
        {
            var span = text.GetSpan(Math.Max(1, reader.ValueSpan.Length));
            text.Advance(reader.CopyString(span));
        }
        catch (InvalidOperationException)
        {
            text.Write(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(reader.ValueSpan)));
        }
    }
}
