using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>
/// Writes the tools of a request and how they are to be chosen. Converse cannot forbid tools nor several calls at once; Claude can, and is told so in its own words.
/// </summary>
internal static class ConverseTools
{
    /// <summary>Null when it could be expressed.</summary>
    public static RequestFault? Write(Utf8JsonWriter json, ChatAsk ask, Conversation conversation, bool isClaude)
    {
        if (!ask.Tools.Any())
        {
            return null;
        }

        var forbids = Choice(ask) == "none";
        if (!isClaude && forbids)
        {
            // Tools that are not offered are not called, but a conversation with calls in it must offer them.
            return conversation.Turns.Exists(turn => turn.Messages.Exists(message => message.Role == "tool" || message.ToolCalls.Any()))
                ? new RequestFault("tool_choice cannot be \"none\" for this model in a conversation in which tools were called.", "tool_choice")
                : null;
        }

        if (!isClaude && !ask.AllowsParallelTools)
        {
            return new RequestFault("parallel_tool_calls cannot be false for this model on Bedrock; leave it out.", "parallel_tool_calls");
        }

        json.WriteStartObject("toolConfig"u8);
        var fault = WriteTools(json, ask) ?? (SpeaksClaude(ask, isClaude) ? null : WriteChoice(json, ask));
        json.WriteEndObject();
        return fault;
    }

    /// <summary>Writes, among what the model itself is to read, what Converse cannot express.</summary>
    public static void WriteClaudeChoice(Utf8JsonWriter json, ChatAsk ask, bool isClaude)
    {
        if (!SpeaksClaude(ask, isClaude) || !ask.Tools.Any())
        {
            return;
        }

        var (type, name) = Choice(ask) switch
        {
            "none" => ("none", (JsonElement?)null),
            "required" => ("any", null),
            null => ("tool", NameOf(ask)),
            _ => ("auto", null),
        };
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, type);
        if (name is { } named)
        {
            json.WriteRaw("name", named.Raw());
        }

        if (type != "none")
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, !ask.AllowsParallelTools);
        }

        json.WriteEndObject();
    }

    private static bool SpeaksClaude(ChatAsk ask, bool isClaude) => isClaude && (!ask.AllowsParallelTools || Choice(ask) == "none");

    private static RequestFault? WriteTools(Utf8JsonWriter json, ChatAsk ask)
    {
        json.WriteStartArray("tools"u8);
        var index = 0;
        foreach (var tool in ask.Tools)
        {
            var param = $"tools[{index++}]";
            if (tool.Get("function") is { } function && tool.GetText("type") is "function" or null)
            {
                WriteTool(json, function);
                CachePoint.WriteAfter(json, tool, function);
            }
            else if (tool.GetText("type") is null && tool.ValueKind == JsonValueKind.Object)
            {
                json.WriteRawValue(tool.Raw(), skipInputValidation: true);
            }
            else
            {
                return new RequestFault($"{param}.type is \"{tool.GetText("type")}\"; only functions can be translated for Bedrock.", $"{param}.type");
            }
        }

        json.WriteEndArray();
        return null;
    }

    private static void WriteTool(Utf8JsonWriter json, JsonElement function)
    {
        json.WriteStartObject();
        json.WriteStartObject("toolSpec"u8);
        json.WriteRaw("name", function.GetRaw("name"));
        if (function.Get("description") is { } description && !description.RawText().IsEmpty)
        {
            json.WriteRaw("description", description.Raw());
        }

        json.WriteStartObject("inputSchema"u8);
        json.WriteRaw("json", function.Get("parameters") is { } parameters ? parameters.Raw() : "{\"type\":\"object\",\"properties\":{}}"u8);
        json.WriteEndObject();
        if (function.IsTrue("strict"))
        {
            json.WriteBoolean("strict"u8, true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static RequestFault? WriteChoice(Utf8JsonWriter json, ChatAsk ask)
    {
        switch (Choice(ask))
        {
            case "auto" when ask.Get("tool_choice") is null:
                return null;
            case "auto":
                json.WriteRaw("toolChoice", "{\"auto\":{}}"u8);
                return null;
            case "required":
                json.WriteRaw("toolChoice", "{\"any\":{}}"u8);
                return null;
            case null when NameOf(ask) is { } name:
                json.WriteStartObject("toolChoice"u8);
                json.WriteStartObject("tool"u8);
                json.WriteRaw("name", name.Raw());
                json.WriteEndObject();
                json.WriteEndObject();
                return null;
            default:
                return new RequestFault("tool_choice must be \"auto\", \"required\", \"none\" or the name of a function for Bedrock.", "tool_choice");
        }
    }

    /// <summary>The word for it; null when it is an object that names a tool.</summary>
    private static string? Choice(ChatAsk ask) => ask.Get("tool_choice") is { } choice ? choice.Text() : "auto";

    private static JsonElement? NameOf(ChatAsk ask) => ask.Get("tool_choice")?.Get("function")?.Get("name");
}
