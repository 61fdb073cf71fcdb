using System.Text.Json;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Text that holds the pieces of a message as JSON, as some instrumentations write it.</summary>
internal static class TextOfParts
{
    /// <summary>Adds the pieces; false when the text is just text, and then nothing was added.</summary>
    public static bool TryRead(string text, ChatMessage message)
    {
        if (!text.StartsWith("[{\"type\":\"text\"", StringComparison.Ordinal))
        {
            return false;
        }

        using var document = JsonText.Parse(text);
        return document is not null && TryRead(document.RootElement, message, []);
    }

    /// <summary>Adds the pieces; false when these are not all pieces of a message, and then nothing was added.</summary>
    public static bool TryRead(JsonElement list, ChatMessage message, List<ChatMessage> results)
    {
        if (!AreParts(list))
        {
            return false;
        }

        foreach (var part in list.EnumerateArray())
        {
            PartForms.Read(part, message, results);
        }

        return true;
    }

    public static bool AreParts(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            return false;
        }

        foreach (var part in list.EnumerateArray())
        {
            if (!PartForms.IsPart(part))
            {
                return false;
            }
        }

        return true;
    }
}
