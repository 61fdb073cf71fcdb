using System.Text;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Writes messages in the form of OpenAI's chat API.</summary>
internal static class MessageWriter
{
    /// <summary>False when there is no room for all of them; those that come first are kept.</summary>
    public static bool Write(IReadOnlyList<ChatMessage> messages, int bytesMax, out Utf8Text text)
    {
        using var bytes = JsonBuffer.Rent();
        var isWhole = true;
        using (var json = JsonText.Writer(bytes))
        {
            json.WriteStartArray();
            foreach (var message in messages)
            {
                isWhole = json.BytesCommitted + json.BytesPending + Characters(message) <= bytesMax;
                if (!isWhole)
                {
                    break;
                }

                Write(message, json);
            }

            json.WriteEndArray();
        }

        text = new Utf8Text(bytes.WrittenSpan.ToArray());
        return isWhole;
    }

    /// <summary>What was said in this role, messages parted by an empty line.</summary>
    public static string Text(IReadOnlyList<ChatMessage> messages, string role)
    {
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            foreach (var part in message.Role == role ? message.Parts : [])
            {
                if (part.Text is { Length: > 0 } said)
                {
                    text.Append(text.Length > 0 ? "\n\n" : "").Append(said);
                }
            }
        }

        return text.ToString();
    }

    private static long Characters(ChatMessage message)
    {
        long characters = message.Reasoning?.Length ?? 0;
        foreach (var part in message.Parts)
        {
            characters += part.Json?.Length ?? part.Text?.Length ?? 0;
        }

        foreach (var call in message.Calls)
        {
            characters += call.Arguments.Length;
        }

        return characters;
    }

    private static void Write(ChatMessage message, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role);
        WriteText(json, "name", message.Name);
        WriteText(json, "reasoning", message.Reasoning);
        WriteContent(message, json);
        WriteText(json, "refusal", message.Refusal);
        WriteText(json, "tool_call_id", message.ToolCallId);
        WriteCalls(message.Calls, json);
        foreach (var (name, value) in message.Others)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteContent(ChatMessage message, Utf8JsonWriter json)
    {
        json.WritePropertyName("content");
        if (message.Parts.Count == 0)
        {
            json.WriteNullValue();
        }
        else if (message.Parts is [{ Json: null }])
        {
            json.WriteStringValue(message.Parts[0].Text);
        }
        else
        {
            json.WriteStartArray();
            foreach (var part in message.Parts)
            {
                Write(part, json);
            }

            json.WriteEndArray();
        }
    }

    private static void Write(ContentPart part, Utf8JsonWriter json)
    {
        if (part.Json is not null)
        {
            json.WriteRawValue(part.Json, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", part.Text);
        json.WriteEndObject();
    }

    private static void WriteCalls(List<ToolCall> calls, Utf8JsonWriter json)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            WriteText(json, "id", call.Id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
