using System.Text.Json;

namespace Tracehouse.Payloads;

/// <summary>Takes the text out of the <c>content</c> of a message: a string, or parts of which some are text.</summary>
public static class ContentReader
{
    /// <summary>Appends the text of the value that the reader stands on, after an empty line when there is text already.</summary>
    public static void Append(ref Utf8JsonReader reader, PooledBytes text)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Separate(text, "\n\n"u8);
            JsonText.Append(ref reader, text);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            var separator = "\n\n"u8;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (AppendPart(ref reader, text, separator))
                {
                    separator = "\n"u8;
                }
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private static bool AppendPart(ref Utf8JsonReader reader, PooledBytes text, ReadOnlySpan<byte> separator)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }

        var hasText = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = JsonText.Is(ref reader, "text"u8);
            reader.Read();
            if (isText && reader.TokenType == JsonTokenType.String)
            {
                Separate(text, separator);
                JsonText.Append(ref reader, text);
                hasText = true;
            }
            else
            {
                reader.Skip();
            }
        }

        return hasText;
    }

    private static void Separate(PooledBytes text, ReadOnlySpan<byte> separator)
    {
        if (text.Length > 0)
        {
            text.Write(separator);
        }
    }
}
