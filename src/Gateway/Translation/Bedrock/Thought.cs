using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Writes what the model thought in the words in which Anthropic tells the same, so that clients can give it back in one way to both.</summary>
internal static class Thought
{
    /// <summary>Adds a block to a list, whose brackets are not written. False when it is no thought that is known.</summary>
    public static bool Write(JsonElement thought, PooledBytes list)
    {
        if (thought.Get("reasoningText") is { } told)
        {
            Write(list, (told.Get("text") ?? default).RawText(), (told.Get("signature") ?? default).RawText());
            return true;
        }

        if (thought.Get("redactedContent") is { } redacted)
        {
            WriteRedacted(list, redacted.RawText());
            return true;
        }

        return false;
    }

    /// <summary>Adds a thought: the insides of JSON strings.</summary>
    public static void Write(PooledBytes list, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature, int? index = null)
    {
        using var json = Start(list, "thinking", index);
        json.WriteRawText("thinking", text);
        if (!signature.IsEmpty)
        {
            json.WriteRawText("signature", signature);
        }

        json.WriteEndObject();
    }

    /// <summary>Adds a thought that is not to be read: the inside of a JSON string.</summary>
    public static void WriteRedacted(PooledBytes list, ReadOnlySpan<byte> data, int? index = null)
    {
        using var json = Start(list, "redacted_thinking", index);
        json.WriteRawText("data", data);
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Start(PooledBytes list, string type, int? index)
    {
        list.Write(list.Length > 0 ? ","u8 : default);
        var json = ChatJson.Write(list);
        json.WriteStartObject();
        if (index is { } place)
        {
            json.WriteNumber("index"u8, place);
        }

        json.WriteString("type"u8, type);
        return json;
    }
}
