using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>
/// Translates an answer in one piece. Thoughts are kept a second time with their signatures; when the answer holds what OpenAI's format cannot tell,
/// such as citations, all of its blocks are kept a second time.
/// </summary>
internal static class ConverseAnswer
{
    /// <summary>False when it is no answer.</summary>
    public static bool Translate(JsonElement answer, ChatAnswerWriter writer)
    {
        if (answer.Get("output")?.Get("message")?.Get("content") is not { ValueKind: JsonValueKind.Array } content)
        {
            return false;
        }

        WriteBlocks(content, writer);
        writer.Finish(ConverseStop.Translate(answer.GetText("stopReason")));
        foreach (var property in answer.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            switch (property.Name)
            {
                case "output":
                    break;
                case "stopReason":
                    writer.KeepWithChoice("native_finish_reason", property.Value.Raw());
                    break;
                case "usage":
                    writer.Usage(ConverseUsage.Read(property.Value));
                    break;
                default:
                    writer.KeepWithAnswer(property.Name, property.Value.Raw());
                    break;
            }
        }

        return true;
    }

    private static void WriteBlocks(JsonElement content, ChatAnswerWriter writer)
    {
        using var thoughts = new PooledBytes();
        var isTold = true;
        foreach (var block in content.EnumerateArray())
        {
            isTold &= Write(block, writer, thoughts);
        }

        if (thoughts.Length > 0)
        {
            writer.KeepWithMessage("thinking_blocks", [(byte)'[', .. thoughts.Span, (byte)']']);
        }

        if (!isTold)
        {
            writer.KeepWithMessage("content_blocks", content.Raw());
        }
    }

    /// <summary>False when something of the block is not told.</summary>
    private static bool Write(JsonElement block, ChatAnswerWriter writer, PooledBytes thoughts)
    {
        if (block.Get("text") is { } text)
        {
            writer.Text(text.RawText());
            return true;
        }

        if (block.Get("toolUse") is { } call)
        {
            writer.ToolCall(call.GetRaw("toolUseId"), call.GetRaw("name"), call.Get("input") is { } input ? input.Raw() : "{}"u8);
            return true;
        }

        if (block.Get("reasoningContent") is { } thought)
        {
            writer.Reasoning((thought.Get("reasoningText")?.Get("text") ?? default).RawText());
            return Thought.Write(thought, thoughts);
        }

        foreach (var said in (block.Get("citationsContent")?.Get("content")).Items())
        {
            writer.Text((said.Get("text") ?? default).RawText());
        }

        return false;
    }
}
