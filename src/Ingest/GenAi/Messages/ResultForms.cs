using System.Text;
using System.Text.Json;
using Tracehouse.Ingest.GenAi.Words;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Reads what a tool answered, in the form of any API or SDK.</summary>
internal static class ResultForms
{
    /// <summary>The answer as a message of its own.</summary>
    public static ChatMessage Read(JsonElement part)
    {
        var message = new ChatMessage("tool")
        {
            ToolCallId = JsonText.FirstText(part, "tool_use_id", "toolCallId", "toolUseId", "tool_call_id", "call_id", "id", "ref"),
            Name = JsonText.FirstText(part, "toolName", "name"),
        };
        message.AddText(JsonText.First(part, "response", "result", "output", "content") is { } result ? Flat(result) : "");
        return message;
    }

    /// <summary>Text as text, pieces of text one after the other, what an SDK wraps without its wrapping, anything else as JSON.</summary>
    public static string Flat(JsonElement result)
    {
        if (result.ValueKind == JsonValueKind.Array)
        {
            return AllText(result) ?? result.GetRawText();
        }

        if (JsonText.FirstText(result, "type") is "text" or "json" or "error-text" or "error-json" or "content" && JsonText.First(result, "value") is { } value)
        {
            return Flat(value);
        }

        return Unquoted(result);
    }

    /// <summary>Text as text, however often it was quoted; anything else as JSON.</summary>
    public static string Unquoted(JsonElement? value) => value is { } given ? JsonQuotes.Remove(JsonText.Of(given)) : "";

    private static string? AllText(JsonElement list)
    {
        var text = new StringBuilder();
        foreach (var item in list.EnumerateArray())
        {
            if (JsonText.First(item, "text") is not { ValueKind: JsonValueKind.String } piece || JsonText.FirstText(item, "type") is not (null or "text"))
            {
                return null;
            }

            text.Append(text.Length > 0 ? "\n\n" : "").Append(JsonText.Of(piece));
        }

        return text.Length > 0 ? text.ToString() : null;
    }
}
