using System.Text.Json;

namespace Tracehouse.Payloads;

/// <summary>Takes the text of the user out of the messages of a prompt, which records keep once and not a second time as text.</summary>
public static class UserText
{
    /// <summary>Appends the text of the user's messages in a JSON array, with empty lines between. It may stop when there is as much text as wanted.</summary>
    public static void Append(ReadOnlySpan<byte> messages, PooledBytes text, int bytesWanted = int.MaxValue)
    {
        var reader = new Utf8JsonReader(messages, JsonText.Deep);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return;
        }

        while (text.Length < bytesWanted && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            AppendMessage(ref reader, text);
        }
    }

    private static void AppendMessage(ref Utf8JsonReader reader, PooledBytes text)
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
