using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>The messages as Anthropic wants them: the two sides take turns, and what a tool answered is said by the user, before anything else.</summary>
internal static class MessageBlocks
{
    /// <summary>Null when they could be written.</summary>
    public static RequestFault? Write(Conversation conversation, Utf8JsonWriter json)
    {
        json.WriteStartArray("messages"u8);
        foreach (var turn in conversation.Turns)
        {
            using var blocks = new PooledBytes();
            if (WriteBlocks(turn, blocks) is { } fault)
            {
                return fault;
            }

            // A turn in which nothing is said would be refused.
            if (blocks.Span.SequenceEqual("[]"u8))
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("role"u8, turn.IsAssistant ? "assistant"u8 : "user"u8);
            json.WriteRaw("content", blocks.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return null;
    }

    private static RequestFault? WriteBlocks(ChatTurn turn, PooledBytes blocks)
    {
        using var json = ChatJson.Write(blocks);
        json.WriteStartArray();
        foreach (var message in turn.Messages.OrderBy(message => message.Role != "tool"))
        {
            var fault = message.Role switch
            {
                "assistant" => AssistantBlocks.Write(json, message),
                "tool" => WriteToolResult(json, message),
                _ => PartBlocks.Write(json, message),
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        return null;
    }

    private static RequestFault? WriteToolResult(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Json.Get("tool_call_id") is not { } id)
        {
            return new RequestFault($"{message.Param}.tool_call_id is missing.", $"{message.Param}.tool_call_id");
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteRaw("tool_use_id", id.Raw());
        if (message.Json.Get("content") is { ValueKind: JsonValueKind.String } text)
        {
            json.WriteRaw("content", text.Raw());
        }
        else
        {
            json.WriteStartArray("content"u8);
            if (PartBlocks.Write(json, message, endsMessage: false) is { } fault)
            {
                return fault;
            }

            json.WriteEndArray();
        }

        if (message.Json.Get("is_error") is { } isError)
        {
            json.WriteRaw("is_error", isError.Raw());
        }

        if (message.Json.Get("cache_control") is { } mark)
        {
            json.WriteRaw("cache_control", mark.Raw());
        }

        json.WriteEndObject();
        return null;
    }
}
