using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Puts the system's part of a prompt, where it is apart, before the messages, where chat has it.</summary>
internal static class SystemMessage
{
    /// <summary>The prompt as one array of messages. A prompt that is a mere string is a message of the user's.</summary>
    public static Utf8Text Before(ChatRequest request)
    {
        var prompt = request.Prompt.Of(request.Body);
        var instructions = request.Instructions.Of(request.Body);
        using var messages = new PooledBytes();
        messages.Write("["u8);
        if (!instructions.IsEmpty && !instructions.SequenceEqual("null"u8))
        {
            Write(messages, "system"u8, instructions);
        }

        if (!prompt.IsEmpty && prompt[0] == (byte)'"')
        {
            messages.Write(messages.Length > 1 ? ","u8 : default);
            Write(messages, "user"u8, prompt);
        }
        else if (!prompt.IsEmpty && prompt[0] == (byte)'[')
        {
            var items = prompt[1..^1];
            var isEmpty = items.Trim(" \t\r\n"u8).IsEmpty;
            messages.Write(messages.Length > 1 && !isEmpty ? ","u8 : default);
            messages.Write(isEmpty ? default : items);
        }

        messages.Write("]"u8);
        return messages.Length > 2 ? new Utf8Text(messages.ToArray()) : default;
    }

    private static void Write(PooledBytes messages, ReadOnlySpan<byte> role, ReadOnlySpan<byte> content)
    {
        messages.Write("{\"role\":\""u8);
        messages.Write(role);
        messages.Write("\",\"content\":"u8);
        messages.Write(content);
        messages.Write("}"u8);
    }
}
