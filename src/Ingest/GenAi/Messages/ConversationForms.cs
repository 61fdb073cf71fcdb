using System.Text.Json;
using Tracehouse.Ingest.GenAi.Words;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Reads several messages, and the requests and answers of APIs that wrap them.</summary>
internal static class ConversationForms
{
    private const int NestingMax = 4;

    /// <summary>The messages; null when this is not of a form that has any.</summary>
    public static List<ChatMessage>? Read(JsonElement json, string usualRole)
    {
        var messages = Read(json, usualRole, 0);
        return messages is null ? null : MessageOrder.JoinThoughts(messages);
    }

    private static List<ChatMessage>? Read(JsonElement json, string usualRole, int nesting) => json.ValueKind switch
    {
        _ when nesting > NestingMax => null,
        JsonValueKind.Array => ReadList(json, usualRole, nesting),
        JsonValueKind.Object => ReadObject(json, usualRole, nesting),
        _ => null,
    };

    private static List<ChatMessage>? ReadList(JsonElement list, string usualRole, int nesting)
    {
        var messages = new List<ChatMessage>();
        if (TextOfParts.AreParts(list))
        {
            var message = new ChatMessage(usualRole);
            var results = new List<ChatMessage>();
            TextOfParts.TryRead(list, message, results);
            messages.AddRange(results);
            messages.Insert(usualRole == "assistant" ? 0 : messages.Count, message);
            messages.RemoveAll(read => read.IsEmpty);
            return messages;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (MessageForms.IsMessage(item))
            {
                MessageForms.Read(item, usualRole, messages);
            }
            else if (item.ValueKind == JsonValueKind.Array && Read(item, usualRole, nesting + 1) is { } inner)
            {
                messages.AddRange(inner);
            }
            else
            {
                return null;
            }
        }

        return messages;
    }

    private static List<ChatMessage>? ReadObject(JsonElement item, string usualRole, int nesting)
    {
        if (MessageForms.IsMessage(item))
        {
            var messages = new List<ChatMessage>();
            MessageForms.Read(item, usualRole, messages);
            return messages;
        }

        return ReadRequest(item, nesting) ?? ReadAnswer(item, usualRole, nesting);
    }

    private static List<ChatMessage>? ReadRequest(JsonElement item, int nesting)
    {
        List<ChatMessage>? messages = null;
        if (JsonText.Array(item, "messages", "contents") is { } list)
        {
            messages = Read(list, "user", nesting + 1);
        }
        else if (JsonText.First(item, "input") is { } input && JsonText.First(item, "model", "instructions") is not null)
        {
            messages = TextOrList(input, nesting);
        }
        else if (JsonText.First(item, "prompt") is { } prompt && (item.GetPropertyCount() == 1 || JsonText.First(item, "system", "model") is not null))
        {
            messages = TextOrList(prompt, nesting);
        }

        if (messages is not null && SystemOf(item) is { } system && !messages.Exists(message => message.Role is "system" or "developer"))
        {
            messages.Insert(0, system);
        }

        return messages;
    }

    private static List<ChatMessage>? TextOrList(JsonElement given, int nesting)
    {
        if (given.ValueKind != JsonValueKind.String)
        {
            return Read(given, "user", nesting + 1);
        }

        var message = new ChatMessage("user");
        message.AddText(JsonText.Of(given));
        return message.IsEmpty ? [] : [message];
    }

    private static ChatMessage? SystemOf(JsonElement item)
    {
        var given = JsonText.First(item, "system", "instructions", "systemInstruction", "system_instruction")
            ?? JsonText.First(JsonText.Object(item, "config") ?? default, "system_instruction", "systemInstruction");
        var message = given is null ? null : System(given.Value);
        return message is { IsEmpty: false } ? message : null;
    }

    /// <summary>Instructions as text or as pieces.</summary>
    public static ChatMessage System(JsonElement given)
    {
        var message = new ChatMessage("system");
        given = JsonText.Array(given, "parts", "content") ?? given;
        if (given.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in given.EnumerateArray())
            {
                PartForms.Read(part, message, []);
            }
        }
        else
        {
            PartForms.Read(given, message, []);
        }

        return message;
    }

    private static List<ChatMessage>? ReadAnswer(JsonElement item, string usualRole, int nesting)
    {
        var messages = JsonText.Array(item, "choices", "candidates", "generations", "output") is { } list ? Choices(list, usualRole, nesting)
            : JsonText.Object(item, "message", "content") is { } one && MessageForms.IsMessage(one) ? Read(one, usualRole, nesting + 1)
            : JsonText.Array(item, "content") is { } content && TextOfParts.AreParts(content) ? Read(content, usualRole, nesting + 1)
            : IsSdk(item) ? Sdk(item)
            : null;
        if (messages is { Count: > 0 } && JsonText.FirstText(item, "finish_reason", "finishReason", "stop_reason", "stopReason") is { } reason)
        {
            messages[^1].FinishReason ??= FinishReasons.Canonical(reason);
        }

        return messages;
    }

    private static List<ChatMessage>? Choices(JsonElement list, string usualRole, int nesting)
    {
        var messages = new List<ChatMessage>();
        foreach (var choice in list.EnumerateArray())
        {
            if (nesting > NestingMax)
            {
                return null;
            }

            if (choice.ValueKind == JsonValueKind.Array)
            {
                messages.AddRange(Choices(choice, usualRole, nesting + 1) ?? []);
            }
            else if (MessageForms.IsMessage(choice))
            {
                MessageForms.Read(choice, usualRole, messages);
            }
            else if (ReadAnswer(choice, usualRole, nesting + 1) is { } inner)
            {
                messages.AddRange(inner);
            }
            else if (JsonText.FirstText(choice, "text") is { } text)
            {
                var message = new ChatMessage(usualRole);
                message.AddText(text);
                messages.Add(message);
            }
            else
            {
                return null;
            }
        }

        return messages;
    }

    private static bool IsSdk(JsonElement item) =>
        JsonText.First(item, "text") is { ValueKind: JsonValueKind.String } && JsonText.First(item, "toolCalls", "files", "reasoning", "finishReason", "usage") is not null;

    /// <summary>The answer of an SDK that gives text, thoughts and calls apart.</summary>
    private static List<ChatMessage> Sdk(JsonElement item)
    {
        var message = new ChatMessage("assistant");
        message.AddText(JsonText.FirstText(item, "text") ?? "");
        message.AddReasoning(JsonText.FirstText(item, "reasoningText", "reasoning"));
        foreach (var call in (JsonText.Array(item, "toolCalls") ?? default) is { ValueKind: JsonValueKind.Array } calls ? calls.EnumerateArray() : default)
        {
            message.Calls.Add(PartForms.Call(call));
        }

        return message.IsEmpty ? [] : [message];
    }
}
