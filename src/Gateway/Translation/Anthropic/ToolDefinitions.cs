using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>The tools that the model may call. Those that are no functions of OpenAI's are taken for Anthropic's own, and go as they are.</summary>
internal static class ToolDefinitions
{
    /// <summary>Null when they could be written.</summary>
    public static RequestFault? Write(ChatAsk ask, Utf8JsonWriter json)
    {
        if (!ask.Tools.Any())
        {
            return null;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in ask.Tools)
        {
            if (tool.Get("custom") is not null)
            {
                return new RequestFault("tools has a custom tool, which cannot be expressed for Anthropic; make it a function.", "tools");
            }

            if (tool.Get("function") is { } function)
            {
                WriteFunction(json, tool, function);
            }
            else
            {
                json.WriteRawValue(tool.Raw(), skipInputValidation: true);
            }
        }

        json.WriteEndArray();
        return null;
    }

    private static void WriteFunction(Utf8JsonWriter json, JsonElement tool, JsonElement function)
    {
        json.WriteStartObject();
        json.WriteRaw("name", function.GetRaw("name"));
        if (function.Get("description") is { } description)
        {
            json.WriteRaw("description", description.Raw());
        }

        WriteSchema(json, function.Get("parameters"));
        PartBlocks.WriteMore(json, function, tool.Get("cache_control"), "name", "description", "parameters");
        foreach (var property in tool.EnumerateObject())
        {
            if (property.Name is not ("type" or "function" or "cache_control") && function.Get(property.Name) is null)
            {
                json.WriteRaw(property.Name, property.Value.Raw());
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Writes what a function takes. Anthropic wants to be told that it is an object, also when that is nothing.</summary>
    private static void WriteSchema(Utf8JsonWriter json, JsonElement? parameters)
    {
        if (parameters is { } schema && (schema.ValueKind != JsonValueKind.Object || schema.Get("type") is not null))
        {
            json.WriteRaw("input_schema", schema.Raw());
            return;
        }

        json.WriteStartObject("input_schema"u8);
        json.WriteString("type"u8, "object"u8);
        if (parameters is { } untyped)
        {
            PartBlocks.WriteMore(json, untyped, cacheControl: null);
        }

        json.WriteEndObject();
    }
}
