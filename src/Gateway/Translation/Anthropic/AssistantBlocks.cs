using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>
/// What the model said earlier, as blocks: its thoughts with their signatures, its words, its tool calls. When the message carries all of its
/// blocks as Anthropic wrote them, those are taken instead.
/// </summary>
internal static class AssistantBlocks
{
    public static RequestFault? Write(Utf8JsonWriter json, ChatMessage message)
    {
        var blocks = message.Json.Get("content_blocks").Items().ToList();
        if (blocks.Count > 0 && blocks.TrueForAll(block => block.Get("index") is null))
        {
            blocks.ForEach(block => json.WriteRawValue(block.Raw(), skipInputValidation: true));
            return null;
        }

        WriteKept(json, message, blocks);
        var calls = message.ToolCalls.ToList();
        return PartBlocks.Write(json, message, endsMessage: calls.Count == 0) ?? WriteCalls(json, message, calls);
    }

    /// <summary>
    /// Writes what of an answer has no place in OpenAI's format, in the order in which it came. Citations of a text are not said again, nor
    /// is a result whose call the caller's client has not kept: Anthropic would refuse it.
    /// </summary>
    private static void WriteKept(Utf8JsonWriter json, ChatMessage message, List<JsonElement> blocks)
    {
        var ids = blocks.Select(block => block.GetText("id")).ToHashSet();
        var kept = message.Json.Get("thinking_blocks").Items().Concat(blocks.Where(block => block.GetText("type") is not ("text" or "tool_use")))
            .Where(block => block.ValueKind == JsonValueKind.Object && (block.GetText("tool_use_id") is not { } id || ids.Contains(id)));
        foreach (var block in kept.OrderBy(block => block.GetCount("index") ?? 0))
        {
            json.WriteStartObject();
            foreach (var property in block.EnumerateObject().Where(property => !property.NameEquals("index")))
            {
                json.WriteRaw(property.Name, property.Value.Raw());
            }

            json.WriteEndObject();
        }
    }

    private static RequestFault? WriteCalls(Utf8JsonWriter json, ChatMessage message, List<JsonElement> calls)
    {
        if (message.Json.Get("function_call") is not null || message.Json.Get("audio") is not null)
        {
            return new RequestFault($"{message.Param} has function_call or audio, which are not translated for Anthropic; use tool_calls and content.", message.Param);
        }

        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i].Get("function") is not { } function)
            {
                return new RequestFault($"{message.Param}.tool_calls[{i}] is no call of a function, and cannot be expressed for Anthropic.", $"{message.Param}.tool_calls");
            }

            json.WriteStartObject();
            json.WriteString("type"u8, "tool_use"u8);
            json.WriteRaw("id", calls[i].GetRaw("id"));
            json.WriteRaw("name", function.GetRaw("name"));
            json.WritePropertyName("input"u8);
            ToolArguments.Write(json, function.Get("arguments"));
            var mark = i == calls.Count - 1 ? message.Json.Get("cache_control") : null;
            if ((calls[i].Get("cache_control") ?? mark) is { } cacheControl)
            {
                json.WriteRaw("cache_control", cacheControl.Raw());
            }

            json.WriteEndObject();
        }

        return null;
    }
}
