using System.Text.Json;
using Tracehouse.Ingest.GenAi.Words;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Reads one message in the form of any API or SDK.</summary>
internal static class MessageForms
{
    private static readonly string[] Known =
    [
        "role", "content", "parts", "tool_calls", "toolCalls", "function_call", "reasoning", "reasoning_content", "refusal", "name",
        "tool_call_id", "toolCallId", "id",
        "finish_reason", "finishReason", "stop_reason", "type", "lc", "lc_kwargs", "additional_kwargs", "index",
    ];

    /// <summary>Whether this can be a message.</summary>
    public static bool IsMessage(JsonElement item) =>
        (JsonText.FirstText(item, "role") is not null && JsonText.First(item, "content", "parts", "tool_calls", "toolCalls", "finish_reason") is not null)
        || JsonText.FirstText(item, "role") is "assistant" or "user" or "system" or "tool"
        || IsSerialised(item)
        || (JsonText.FirstText(item, "type") is { } type
            && (type is "function_call" or "function_call_output" || (type is "reasoning" && JsonText.First(item, "summary") is not null)
                || (RoleOf(type) is not null && JsonText.First(item, "content", "data") is not null)));

    /// <summary>Adds the message and the results of tools that it carries; nothing when there is nothing in it.</summary>
    public static void Read(JsonElement item, string usualRole, List<ChatMessage> messages)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            var whole = new ChatMessage(usualRole);
            PartForms.Read(item, whole, []);
            messages.AddRange(whole.IsEmpty ? [] : [whole]);
            return;
        }

        var role = JsonText.FirstText(item, "role");
        if (IsSerialised(item))
        {
            role = RoleOf(ClassOf(item));
            item = JsonText.Object(item, "kwargs")!.Value;
        }
        else if (role is null && JsonText.FirstText(item, "type") is { } type && RoleOf(type) is { } known)
        {
            role = known;
            item = JsonText.Object(item, "data") ?? item;
        }

        role ??= JsonText.FirstText(item, "role");
        var message = new ChatMessage(role is null ? usualRole : RoleOf(role) ?? role);
        var results = new List<ChatMessage>();
        ReadContent(item, message, results);
        ReadCalls(item, message);
        ReadRest(item, message);
        Emit(message, results, messages);
    }

    /// <summary>The role by OpenAI's name; null for a word that is none.</summary>
    public static string? RoleOf(string word) => word switch
    {
        "user" or "human" or "HumanMessage" or "HumanMessageChunk" => "user",
        "assistant" or "ai" or "model" or "AIMessage" or "AIMessageChunk" or "AssistantMessage" => "assistant",
        "system" or "SystemMessage" or "SystemMessageChunk" => "system",
        "tool" or "function" or "ToolMessage" or "FunctionMessage" or "ToolMessageChunk" => "tool",
        "developer" => "developer",
        _ => null,
    };

    private static void ReadContent(JsonElement item, ChatMessage message, List<ChatMessage> results)
    {
        switch (JsonText.FirstText(item, "type"))
        {
            case "function_call" or "function_call_output" or "reasoning":
                PartForms.Read(item, message, results);
                return;
        }

        if (JsonText.First(item, "content", "parts") is not { } content)
        {
            return;
        }

        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                PartForms.Read(part, message, results);
            }
        }
        else if (content.ValueKind != JsonValueKind.String)
        {
            PartForms.Read(content, message, results);
        }
        else if (JsonText.Of(content) is { Length: > 0 } text && !TextOfParts.TryRead(text, message))
        {
            message.AddText(text);
        }
    }

    private static void ReadCalls(JsonElement item, ChatMessage message)
    {
        if (JsonText.Array(item, "tool_calls", "toolCalls") is not { } calls || calls.GetArrayLength() == 0)
        {
            calls = JsonText.Array(JsonText.Object(item, "additional_kwargs") ?? default, "tool_calls") ?? default;
        }

        // Some say a call both as a piece and here.
        if (calls.ValueKind == JsonValueKind.Array && message.Calls.Count == 0)
        {
            foreach (var call in calls.EnumerateArray())
            {
                message.Calls.Add(PartForms.Call(call));
            }
        }

        if (message.Calls.Count == 0 && JsonText.Object(item, "function_call") is { } single)
        {
            message.Calls.Add(PartForms.Call(single));
        }
    }

    private static void ReadRest(JsonElement item, ChatMessage message)
    {
        message.AddReasoning(JsonText.FirstText(item, "reasoning_content", "reasoning"));
        message.Refusal ??= JsonText.FirstText(item, "refusal");
        message.Name = JsonText.FirstText(item, "name");
        message.ToolCallId = JsonText.FirstText(item, "tool_call_id", "toolCallId") ?? (message.Role == "tool" ? JsonText.FirstText(item, "id") : null);
        message.FinishReason = JsonText.FirstText(item, "finish_reason", "finishReason", "stop_reason") is { } reason ? FinishReasons.Canonical(reason) : null;
        if (JsonText.FirstText(item, "type") is "function_call" or "function_call_output" or "reasoning")
        {
            return;
        }

        foreach (var property in item.EnumerateObject())
        {
            if (!Known.Contains(property.Name) && !IsHollow(property.Value))
            {
                message.Others.Add((property.Name, property.Value.GetRawText()));
            }
        }
    }

    /// <summary>What tools answered precedes what a user adds to it, and follows what a model said.</summary>
    private static void Emit(ChatMessage message, List<ChatMessage> results, List<ChatMessage> messages)
    {
        foreach (var result in results)
        {
            result.ToolCallId ??= message.ToolCallId;
        }

        if (message.Role == "assistant" && !message.IsEmpty)
        {
            messages.Add(message);
        }

        messages.AddRange(results);
        if (message.Role != "assistant" && !message.IsEmpty)
        {
            messages.Add(message);
        }
    }

    /// <summary>LangChain's form of an object of a class.</summary>
    private static bool IsSerialised(JsonElement item) =>
        JsonText.First(item, "lc") is not null && JsonText.Object(item, "kwargs") is not null && RoleOf(ClassOf(item)) is not null;

    private static string ClassOf(JsonElement item) =>
        JsonText.Array(item, "id") is { } path && path.GetArrayLength() > 0 ? JsonText.Of(path[path.GetArrayLength() - 1]) : "";

    private static bool IsHollow(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        _ => false,
    };
}
