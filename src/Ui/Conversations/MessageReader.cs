using System.Text.Json;
using Tracehouse.Query.Text;

namespace Tracehouse.Ui.Conversations;

/// <summary>Reads messages in the shape of the OpenAI chat API. Never throws: what cannot be read is shown as it is.</summary>
internal static class MessageReader
{
    /// <summary>The messages, or the plain text as one message when there are none.</summary>
    public static IReadOnlyList<Message> Read(string json, string text, bool isOutput)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return Plain(text, isOutput);
        }

        try
        {
            using var document = JsonDocument.Parse(LoneSurrogates.Mend(json));
            var messages = Messages(document.RootElement, isOutput);
            return messages.Count > 0 ? messages : Plain(text, isOutput);
        }
        catch (JsonException)
        {
            return Plain(json, isOutput);
        }
    }

    private static IReadOnlyList<Message> Plain(string text, bool isOutput) =>
        text.Length == 0 ? [] : [new Message(UsualRole(isOutput), "", isOutput, [new Part(PartKind.Text, text)])];

    private static List<Message> Messages(JsonElement root, bool isOutput)
    {
        var messages = new List<Message>();
        if (root.ValueKind != JsonValueKind.Array)
        {
            messages.Add(One(root, isOutput));
            return messages;
        }

        foreach (var item in root.EnumerateArray())
        {
            messages.Add(One(item, isOutput));
        }

        return messages;
    }

    private static Message One(JsonElement item, bool isOutput)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return new Message(UsualRole(isOutput), "", isOutput, [PartReader.Unknown(item)]);
        }

        // A choice of a response wraps its message.
        if (item.TryGetProperty("message", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            item = inner;
        }

        var role = PartReader.Text(item, "role");
        var parts = new List<Part>();
        AddText(parts, item, "reasoning_content", PartKind.Thinking);
        AddText(parts, item, "reasoning", PartKind.Thinking);
        AddContent(parts, item, role);
        AddText(parts, item, "refusal", PartKind.Refusal);
        AddCalls(parts, item);
        if (parts.Count == 0 && role.Length == 0)
        {
            parts.Add(PartReader.Read(item));
        }

        return new Message(role.Length > 0 ? role : UsualRole(isOutput), PartReader.Text(item, "name"), isOutput, parts);
    }

    private static void AddContent(List<Part> parts, JsonElement item, string role)
    {
        if (!item.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (role is "tool" or "function")
        {
            parts.Add(new Part(PartKind.ToolResult, PartReader.Flat(content), "", PartReader.Text(item, "tool_call_id")));
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                parts.Add(PartReader.Read(part));
            }
        }
        else if (content.ValueKind != JsonValueKind.String || content.GetString()!.Length > 0)
        {
            parts.Add(PartReader.Read(content));
        }
    }

    private static void AddCalls(List<Part> parts, JsonElement item)
    {
        if (item.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                parts.Add(PartReader.Call(call));
            }
        }

        if (item.TryGetProperty("function_call", out var single) && single.ValueKind == JsonValueKind.Object)
        {
            parts.Add(PartReader.Call(single));
        }
    }

    private static void AddText(List<Part> parts, JsonElement item, string name, PartKind kind)
    {
        var text = PartReader.Text(item, name);
        if (text.Length > 0)
        {
            parts.Add(new Part(kind, text));
        }
    }

    private static string UsualRole(bool isOutput) => isOutput ? "assistant" : "user";
}
