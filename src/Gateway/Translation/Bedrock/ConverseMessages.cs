using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Writes the messages of a request: instructions apart, and two sides that take turns, with the answers of tools on the user's.</summary>
internal sealed class ConverseMessages(Utf8JsonWriter json)
{
    private readonly ConverseParts _parts = new(json);

    /// <summary>Null when all could be expressed.</summary>
    public RequestFault? Write(Conversation conversation)
    {
        if (conversation.System.Count > 0)
        {
            json.WriteStartArray("system"u8);
            foreach (var message in conversation.System)
            {
                if (WriteSystem(message) is { } fault)
                {
                    return fault;
                }
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("messages"u8);
        foreach (var turn in SpokenTurns.Of(conversation))
        {
            json.WriteStartObject();
            json.WriteString("role"u8, turn.IsAssistant ? "assistant"u8 : "user"u8);
            json.WriteStartArray("content"u8);
            foreach (var message in turn.Messages.OrderBy(message => message.Role != "tool"))
            {
                if (WriteMessage(message) is { } fault)
                {
                    return fault;
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        return null;
    }

    private RequestFault? WriteSystem(ChatMessage message)
    {
        foreach (var part in message.Parts)
        {
            if (part.Type is not ("text" or ""))
            {
                return new RequestFault($"{part.Param}.type is \"{part.Type}\"; instructions must be text for Bedrock.", part.Param);
            }

            if (_parts.Write(part) is { } fault)
            {
                return fault;
            }

            CachePoint.WriteAfter(json, part.Json);
        }

        CachePoint.WriteAfter(json, message.Json);
        return null;
    }

    private RequestFault? WriteMessage(ChatMessage message)
    {
        var fault = message.Role switch
        {
            "tool" => WriteToolResult(message),
            "assistant" => WriteAssistant(message),
            _ => WriteParts(message),
        };
        CachePoint.WriteAfter(json, message.Json);
        return fault;
    }

    private RequestFault? WriteParts(ChatMessage message)
    {
        foreach (var part in message.Parts)
        {
            if (_parts.Write(part) is { } fault)
            {
                return fault;
            }

            CachePoint.WriteAfter(json, part.Json);
        }

        return null;
    }

    /// <summary>Thoughts come first, because they came first; those without a signature cannot be said again.</summary>
    private RequestFault? WriteAssistant(ChatMessage message)
    {
        var blocks = message.Json.Get("content_blocks").Items().ToList();
        if (blocks.Count > 0 && blocks.TrueForAll(ConverseParts.IsNative))
        {
            // All of an answer as Converse wrote it, thoughts and calls among it.
            blocks.ForEach(block => json.WriteRawValue(block.Raw(), skipInputValidation: true));
            return null;
        }

        foreach (var block in message.Json.Get("thinking_blocks").Items())
        {
            WriteThought(block);
        }

        if (WriteParts(message) is { } fault)
        {
            return fault;
        }

        foreach (var call in message.ToolCalls)
        {
            if (call.Get("function") is not { } function)
            {
                return new RequestFault($"{message.Param}.tool_calls holds a call that is not of a function; Bedrock knows no other.", $"{message.Param}.tool_calls");
            }

            json.WriteStartObject();
            json.WriteStartObject("toolUse"u8);
            json.WriteRaw("toolUseId", call.GetRaw("id"));
            json.WriteRaw("name", function.GetRaw("name"));
            json.WritePropertyName("input"u8);
            ToolArguments.Write(json, function.Get("arguments"));
            json.WriteEndObject();
            json.WriteEndObject();
            CachePoint.WriteAfter(json, call);
        }

        return null;
    }

    private void WriteThought(JsonElement block)
    {
        var isRedacted = block.GetText("type") == "redacted_thinking";
        if (block.Get(isRedacted ? "data" : "signature") is null)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("reasoningContent"u8);
        if (isRedacted)
        {
            json.WriteRaw("redactedContent", block.GetRaw("data"));
        }
        else
        {
            json.WriteStartObject("reasoningText"u8);
            json.WriteRaw("text", block.GetRaw("thinking"));
            json.WriteRaw("signature", block.GetRaw("signature"));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private RequestFault? WriteToolResult(ChatMessage message)
    {
        if (message.Json.Get("tool_call_id") is null)
        {
            return new RequestFault($"{message.Param}.tool_call_id is missing.", $"{message.Param}.tool_call_id");
        }

        json.WriteStartObject();
        json.WriteStartObject("toolResult"u8);
        json.WriteRaw("toolUseId", message.Json.GetRaw("tool_call_id"));
        json.WriteStartArray("content"u8);
        var parts = message.Parts.ToList();
        foreach (var part in parts)
        {
            if (_parts.Write(part) is { } fault)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        if (message.Json.IsTrue("is_error"))
        {
            json.WriteString("status"u8, "error"u8);
        }

        json.WriteEndObject();
        json.WriteEndObject();

        // The cache may not end within a result, so it ends after it.
        CachePoint.WriteAfter(json, parts.Select(part => part.Json).Where(part => part.Get("cache_control") is not null).Take(1).ToArray());
        return null;
    }
}
