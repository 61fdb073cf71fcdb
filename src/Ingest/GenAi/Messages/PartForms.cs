using System.Text.Json;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Reads a piece of a message in the form of any API or SDK. What is of no known form is kept as it is.</summary>
internal static class PartForms
{
    private const int PlainTextProperties = 2;

    /// <summary>Adds the piece to its message; results of tools become messages of their own.</summary>
    public static void Read(JsonElement part, ChatMessage message, List<ChatMessage> results)
    {
        if (part.ValueKind == JsonValueKind.String)
        {
            message.AddText(JsonText.Of(part));
        }
        else if (part.ValueKind != JsonValueKind.Object)
        {
            Keep(part, message);
        }
        else if (JsonText.FirstText(part, "type") is { } type)
        {
            ReadTyped(type, part, message, results);
        }
        else
        {
            ReadUntyped(part, message, results);
        }
    }

    /// <summary>Whether this can be a piece of a message.</summary>
    public static bool IsPart(JsonElement part) => part.ValueKind == JsonValueKind.Object
        && (JsonText.FirstText(part, "type") is { } type
            ? type is "text" or "input_text" or "output_text" or "reasoning" or "thinking" or "tool_use" or "toolUse" or "tool_call" or "tool-call" or "tool_result"
                or "toolResult" or "tool-result" or "tool_call_response" or "image" or "image_url" or "input_image" or "input_audio" or "file" or "blob" or "uri"
            : JsonText.First(part, "text", "toolUse", "toolResult", "toolRequest", "toolResponse", "functionCall", "function_call", "functionResponse",
                "function_response", "reasoningContent", "media", "inlineData", "inline_data") is not null);

    /// <summary>A call in the form of any API.</summary>
    public static ToolCall Call(JsonElement call)
    {
        var function = JsonText.Object(call, "function") ?? call;
        return new ToolCall(
            JsonText.FirstText(call, "id", "toolCallId", "toolUseId", "call_id", "tool_call_id", "ref"),
            JsonText.FirstText(function, "name", "toolName") ?? "",
            ResultForms.Unquoted(JsonText.First(function, "arguments", "input", "args", "parameters")));
    }

    private static void ReadTyped(string type, JsonElement part, ChatMessage message, List<ChatMessage> results)
    {
        switch (type)
        {
            case "text" or "input_text" or "output_text" or "summary_text":
                ReadText(part, message);
                break;
            case "thinking" or "reasoning" or "thought" or "reasoning_content" when JsonText.FirstText(part, "signature") is null:
                ReadReasoning(part, message);
                break;
            case "refusal":
                message.Refusal ??= JsonText.FirstText(part, "refusal", "content");
                break;
            case "tool_call" or "tool-call" or "tool_use" or "toolUse" or "function_call":
                message.Calls.Add(Call(part));
                break;
            case "tool_call_response" or "tool-result" or "tool_result" or "toolResult" or "tool_return" or "function_call_output":
                results.Add(ResultForms.Read(part));
                break;
            default:
                if (MediaForms.Read(type, part) is { } media)
                {
                    message.Parts.Add(media);
                }
                else
                {
                    Keep(part, message);
                }

                break;
        }
    }

    /// <summary>Bedrock, Gemini and Genkit tell pieces apart by the names of their properties.</summary>
    private static void ReadUntyped(JsonElement part, ChatMessage message, List<ChatMessage> results)
    {
        if (JsonText.Object(part, "toolUse", "toolRequest", "functionCall", "function_call") is { } call)
        {
            message.Calls.Add(Call(call));
        }
        else if (JsonText.Object(part, "toolResult", "toolResponse", "functionResponse", "function_response") is { } result)
        {
            results.Add(ResultForms.Read(result));
        }
        else if (JsonText.Object(part, "reasoningContent") is { } thought)
        {
            message.AddReasoning(JsonText.FirstText(JsonText.Object(thought, "reasoningText") ?? thought, "text"));
        }
        else if (JsonText.FirstText(part, "reasoning") is { } reasoning)
        {
            message.AddReasoning(reasoning);
        }
        else if (JsonText.FirstText(part, "text") is { } text)
        {
            if (JsonText.First(part, "thought") is { ValueKind: JsonValueKind.True })
            {
                message.AddReasoning(text);
            }
            else
            {
                message.AddText(text);
            }
        }
        else if (MediaForms.ReadUntyped(part) is { } media)
        {
            message.Parts.Add(media);
        }
        else if (part.GetPropertyCount() > 0 && JsonText.First(part, "text") is null)
        {
            Keep(part, message);
        }
    }

    private static void ReadText(JsonElement part, ChatMessage message)
    {
        var text = JsonText.First(part, "text", "content") is { } given ? JsonText.Of(given) : "";
        if (part.TryGetProperty("text", out _) && part.GetPropertyCount() > PlainTextProperties && text.Length > 0)
        {
            message.Parts.Add(new ContentPart(text, part.GetRawText()));
        }
        else if (!TextOfParts.TryRead(text, message))
        {
            message.AddText(text);
        }
    }

    private static void ReadReasoning(JsonElement part, ChatMessage message)
    {
        if (JsonText.FirstText(part, "content", "text", "thinking", "reasoning") is { } text)
        {
            message.AddReasoning(text);
        }
        else if (JsonText.Array(part, "summary", "content") is { } pieces)
        {
            foreach (var piece in pieces.EnumerateArray())
            {
                message.AddReasoning(JsonText.FirstText(piece, "text"));
            }
        }
    }

    private static void Keep(JsonElement part, ChatMessage message)
    {
        if (part.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        {
            message.Parts.Add(new ContentPart(null, part.GetRawText()));
        }
    }
}
