using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>What went into a call and came out of it.</summary>
/// <param name="Input">Text, or messages as JSON.</param>
/// <param name="Output">Text, or a message as JSON.</param>
internal sealed record ItemContents(string? Input, string? Output)
{
    /// <summary>Messages come before texts, which say less. A conversation that ends with an answer and has no output is both.</summary>
    public static ItemContents Read(ItemFields fields)
    {
        var messages = fields.Json("messages", "input_messages");
        var input = fields.Json("input", "input_text", "input_preview", "prompt");
        var message = fields.Json("output_message");
        var output = fields.Json("output", "output_text", "output_preview", "response");
        var calls = fields.Json("response_tool_calls", "tool_calls");
        var answer = message.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Text(message)
            : calls.ValueKind == JsonValueKind.Array ? WithCalls(output, calls)
            : Text(output) ?? Text(message);
        if (messages.ValueKind != JsonValueKind.Array)
        {
            return new ItemContents(Text(input) ?? Text(messages), answer);
        }

        var last = messages[messages.GetArrayLength() - 1];
        if (answer is null && last.ValueKind == JsonValueKind.Object && last.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String && role.ValueEquals("assistant"))
        {
            return new ItemContents($"[{string.Join(',', messages.EnumerateArray().SkipLast(1).Select(each => each.GetRawText()))}]", last.GetRawText());
        }

        return new ItemContents(messages.GetRawText(), answer);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static string WithCalls(JsonElement output, JsonElement calls) =>
        new JsonObject { ["role"] = "assistant", ["content"] = Text(output) ?? "", ["tool_calls"] = JsonNode.Parse(calls.GetRawText()) }.ToJsonString();
}
