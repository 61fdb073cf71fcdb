using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>Which tool the model is to call, and whether several at once.</summary>
internal static class ToolChoice
{
    /// <summary>Null when it could be written, also when there was nothing to write.</summary>
    public static RequestFault? Write(ChatAsk ask, Utf8JsonWriter json)
    {
        var choice = ask.Get("tool_choice");
        var isOpen = choice is null || choice.Value.Text() is "auto" or "none";
        if (isOpen && (!ask.Tools.Any() || (choice is null && ask.AllowsParallelTools)))
        {
            return null;
        }

        var type = TypeOf(choice);
        if (type is null)
        {
            return new RequestFault("tool_choice must be auto, none, required or one function for Anthropic.", "tool_choice");
        }

        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, type);
        if (choice is { ValueKind: JsonValueKind.Object } named)
        {
            PartBlocks.WriteMore(json, named, cacheControl: null, "function", "disable_parallel_tool_use");
            if (named.Get("function")?.Get("name") is { } name)
            {
                json.WriteRaw("name", name.Raw());
            }
        }

        if (type != "none" && (!ask.AllowsParallelTools || choice?.IsTrue("disable_parallel_tool_use") == true))
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, true);
        }

        json.WriteEndObject();
        return null;
    }

    /// <summary>Anthropic's word; null for a choice that it does not have.</summary>
    private static string? TypeOf(JsonElement? choice) => choice switch
    {
        null => "auto",
        { ValueKind: JsonValueKind.String } word => word.Text() switch
        {
            "auto" => "auto",
            "none" => "none",
            "required" or "any" => "any",
            _ => null,
        },
        { } named => named.GetText("type") switch
        {
            "function" when named.Get("function")?.Get("name") is not null => "tool",
            "auto" or "any" or "none" or "tool" => named.GetText("type"),
            _ => null,
        },
    };
}
