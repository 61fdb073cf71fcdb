using System.Text.Json;
using Tracehouse.Gateway.Buffers;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Takes the text of the user out of a prompt.</summary>
internal static class PromptReader
{
    /// <summary>The text of the user's messages in a JSON array; of a string the string itself. It lies in <paramref name="text"/>.</summary>
    public static Utf8Text ReadUserText(ReadOnlyMemory<byte> messages, PooledBytes text)
    {
        var reader = new Utf8JsonReader(messages.Span, JsonText.Deep);
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            JsonText.Append(ref reader, text);
            return new Utf8Text(text.Memory);
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            ReadMessage(ref reader, text);
        }

        return new Utf8Text(text.Memory);
    }

    /// <summary>The text of a JSON string, or of an array of them, in <paramref name="text"/>; of anything else, such as the numbers of tokens, what was written.</summary>
    public static Utf8Text ReadTexts(ReadOnlyMemory<byte> value, PooledBytes text)
    {
        var reader = new Utf8JsonReader(value.Span, JsonText.Deep);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            reader.Read();
        }

        do
        {
            if (reader.TokenType != JsonTokenType.String)
            {
                break;
            }

            ContentReader.Append(ref reader, text);
        }
        while (reader.Read());

        return new Utf8Text(text.Length > 0 ? text.Memory : value);
    }

    private static void ReadMessage(ref Utf8JsonReader reader, PooledBytes text)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        // The role may come after the content, so the content is found first and read only then.
        var isUser = false;
        var content = default(Utf8JsonReader);
        var hasContent = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = JsonText.Is(ref reader, "role"u8);
            var isContent = JsonText.Is(ref reader, "content"u8);
            reader.Read();
            if (isRole)
            {
                isUser = reader.TokenType == JsonTokenType.String && JsonText.Is(ref reader, "user"u8);
            }
            else if (isContent)
            {
                content = reader;
                hasContent = true;
            }

            reader.Skip();
        }

        if (isUser && hasContent)
        {
            ContentReader.Append(ref content, text);
        }
    }
}
