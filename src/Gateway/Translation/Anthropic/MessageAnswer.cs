using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>
/// Translates an answer in one piece. Thoughts are kept a second time with their signatures; and when the answer holds what OpenAI's format cannot
/// tell, such as citations, all of its blocks are kept a second time.
/// </summary>
internal static class MessageAnswer
{
    /// <summary>False when it is no message.</summary>
    public static bool Translate(JsonElement message, ChatAnswerWriter writer)
    {
        if (message.Get("content") is not { ValueKind: JsonValueKind.Array } content)
        {
            return false;
        }

        writer.Start(message.GetRaw("id"), message.GetRaw("model"));
        WriteBlocks(content, writer);
        writer.Finish(StopReason.Translate(message.GetText("stop_reason")));
        var usage = new MessageUsage();
        usage.Read(message.Get("usage"));
        writer.Usage(usage.ToUsage());
        foreach (var property in message.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            Keep(property, writer);
        }

        return true;
    }

    /// <summary>Whether the model itself calls a tool of the caller's, so that a tool call of OpenAI's says it all.</summary>
    public static bool IsPlainCall(JsonElement block) =>
        block.Get("toolset_name") is null && (block.Get("caller") is not { } caller || caller.GetText("type") == "direct");

    private static void WriteBlocks(JsonElement content, ChatAnswerWriter writer)
    {
        using var thoughts = new PooledBytes();
        var isTold = true;
        var isAfterThoughts = false;
        foreach (var block in content.EnumerateArray())
        {
            var type = block.GetText("type");
            var isThought = type is "thinking" or "redacted_thinking";
            isTold &= Write(block, type, writer) && !(isThought && isAfterThoughts);
            isAfterThoughts |= !isThought;
            if (isThought)
            {
                thoughts.Write(thoughts.Length > 0 ? ","u8 : "["u8);
                thoughts.Write(block.Raw());
            }
        }

        if (thoughts.Length > 0)
        {
            thoughts.Write("]"u8);
            writer.KeepWithMessage("thinking_blocks", thoughts.Span);
        }

        if (!isTold)
        {
            writer.KeepWithMessage("content_blocks", content.Raw());
        }
    }

    /// <summary>False when something of the block is not told.</summary>
    private static bool Write(JsonElement block, string? type, ChatAnswerWriter writer)
    {
        switch (type)
        {
            case "text":
                writer.Text((block.Get("text") ?? default).RawText());
                return !block.Get("citations").Items().Any();
            case "thinking":
                writer.Reasoning((block.Get("thinking") ?? default).RawText());
                return true;
            case "redacted_thinking":
                return true;
            case "tool_use":
                writer.ToolCall(block.GetRaw("id"), block.GetRaw("name"), block.Get("input") is { } input ? input.Raw() : "{}"u8);
                return IsPlainCall(block);
            default:
                return false;
        }
    }

    private static void Keep(JsonProperty property, ChatAnswerWriter writer)
    {
        switch (property.Name)
        {
            case "id" or "type" or "role" or "model" or "content" or "usage":
                break;
            case "stop_reason":
                writer.KeepWithChoice("native_finish_reason", property.Value.Raw());
                break;
            case "stop_sequence" or "stop_details":
                writer.KeepWithChoice(property.Name, property.Value.Raw());
                break;
            default:
                writer.KeepWithAnswer(property.Name, property.Value.Raw());
                break;
        }
    }
}
