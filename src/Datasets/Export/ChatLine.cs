using System.Text.Json;
using Tracehouse.Datasets.Items;

namespace Tracehouse.Datasets.Export;

/// <summary>An item as a conversation to learn from: its input as messages, and what is expected as the last word of the assistant.</summary>
internal static class ChatLine
{
    /// <summary>False when the item does not say what is expected; then nothing is written.</summary>
    public static bool TryWrite(DatasetItem item, Utf8JsonWriter json)
    {
        if (item.Input is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } input
            || item.ExpectedOutput is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } expected)
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteStartArray("messages");
        WriteInput(input, json);
        WriteMessage("assistant", expected, json);
        json.WriteEndArray();
        if (Property(input, "tools") is { ValueKind: JsonValueKind.Array } tools)
        {
            json.WritePropertyName("tools");
            tools.WriteTo(json);
        }

        json.WriteEndObject();
        return true;
    }

    private static void WriteInput(JsonElement input, Utf8JsonWriter json)
    {
        var messages = input.ValueKind == JsonValueKind.Array ? input : Property(input, "messages");
        if (messages is { ValueKind: JsonValueKind.Array } list && list.EnumerateArray().All(IsMessage))
        {
            foreach (var message in list.EnumerateArray())
            {
                message.WriteTo(json);
            }
        }
        else
        {
            WriteMessage("user", input, json);
        }
    }

    /// <summary>A message as it is, and anything else as what somebody says.</summary>
    private static void WriteMessage(string role, JsonElement said, Utf8JsonWriter json)
    {
        if (IsMessage(said))
        {
            said.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", said.ValueKind == JsonValueKind.String ? said.GetString() : said.GetRawText());
        json.WriteEndObject();
    }

    private static bool IsMessage(JsonElement value) => Property(value, "role") is { ValueKind: JsonValueKind.String };

    private static JsonElement? Property(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;
}
