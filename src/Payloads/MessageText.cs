using System.Text.Json;

namespace Tracehouse.Payloads;

/// <summary>Takes the text out of messages, which are kept once and not a second time as text.</summary>
public static class MessageText
{
    /// <summary>Appends the text of the user's messages in a JSON array, with empty lines between. It may stop when there is as much text as wanted.</summary>
    public static void AppendOfUser(ReadOnlySpan<byte> messages, PooledBytes text, int bytesWanted = int.MaxValue) =>
        Append(messages, text, bytesWanted, isOfUser: true);

    /// <summary>Appends the text of all messages in a JSON array, with empty lines between.</summary>
    public static void Append(ReadOnlySpan<byte> messages, PooledBytes text) => Append(messages, text, int.MaxValue, isOfUser: false);

    private static void Append(ReadOnlySpan<byte> messages, PooledBytes text, int bytesWanted, bool isOfUser)
    {
        var reader = new Utf8JsonReader(messages, JsonText.Deep);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return;
            }

            while (text.Length < bytesWanted && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                AppendMessage(ref reader, text, isOfUser);
            }
        }
        catch (JsonException)
        {
            // What was cut or is no JSON has the text of the messages before the fault.
        }
    }

    private static void AppendMessage(ref Utf8JsonReader reader, PooledBytes text, bool isOfUser)
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

        if ((isUser || !isOfUser) && hasContent)
        {
            ContentReader.Append(ref content, text);
        }
    }
}
