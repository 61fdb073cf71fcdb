using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Tracehouse.Instrumentation;

/// <summary>Messages of a chat client as JSON in OpenAI's form, which the server understands as messages.</summary>
internal static class ChatText
{
    public static string Of(IEnumerable<ChatMessage> messages) => JsonWriting.Text(json =>
    {
        json.WriteStartArray();
        foreach (var message in messages)
        {
            Write(message, json);
        }

        json.WriteEndArray();
    });

    public static string? OfTools(IList<AITool>? tools) => tools is not { Count: > 0 } ? null : JsonWriting.Text(json =>
    {
        json.WriteStartArray();
        foreach (var tool in tools)
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", tool.Name);
            json.WriteString("description", tool.Description);
            if (tool is AIFunctionDeclaration { JsonSchema.ValueKind: JsonValueKind.Object } function)
            {
                json.WritePropertyName("parameters");
                function.JsonSchema.WriteTo(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Results of tools are messages of their own.</summary>
    private static void Write(ChatMessage message, Utf8JsonWriter json)
    {
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            json.WriteStartObject();
            json.WriteString("role", "tool");
            json.WriteString("tool_call_id", result.CallId);
            json.WriteString("content", TextOf(result.Result));
            json.WriteEndObject();
        }

        if (message.Contents.Count > 0 && message.Contents.All(content => content is FunctionResultContent or UsageContent))
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("role", message.Role.Value);
        if (message.AuthorName is not null)
        {
            json.WriteString("name", message.AuthorName);
        }

        WriteContent(message.Contents, json);
        var reasoning = string.Concat(message.Contents.OfType<TextReasoningContent>().Select(content => content.Text));
        if (reasoning.Length > 0)
        {
            json.WriteString("reasoning_content", reasoning);
        }

        WriteCalls([.. message.Contents.OfType<FunctionCallContent>()], json);
        json.WriteEndObject();
    }

    /// <summary>Text as text; with pictures and the like, a list of parts.</summary>
    private static void WriteContent(IList<AIContent> contents, Utf8JsonWriter json)
    {
        if (!contents.Any(content => content is DataContent or UriContent))
        {
            json.WriteString("content", string.Concat(contents.OfType<TextContent>().Select(content => content.Text)));
            return;
        }

        json.WriteStartArray("content");
        foreach (var content in contents)
        {
            var (type, text) = content switch
            {
                TextContent said => ("text", said.Text),
                UriContent linked => ("image_url", linked.Uri.ToString()),
                DataContent data => ("image_url", data.Uri),
                _ => ("", ""),
            };
            if (type.Length > 0)
            {
                json.WriteStartObject();
                json.WriteString("type", type);
                WritePart(type, text, json);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void WritePart(string type, string text, Utf8JsonWriter json)
    {
        if (type == "text")
        {
            json.WriteString(type, text);
            return;
        }

        json.WriteStartObject(type);
        json.WriteString("url", text);
        json.WriteEndObject();
    }

    private static void WriteCalls(List<FunctionCallContent> calls, Utf8JsonWriter json)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.CallId);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", TextOf(call.Arguments) is { Length: > 0 } arguments ? arguments : "{}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>By what the library knows of types, which is there under AOT too.</summary>
    private static string TextOf(object? value)
    {
        switch (value)
        {
            case null:
                return "";
            case string text:
                return text;
            case JsonElement element:
                return element.GetRawText();
            default:
                var type = value is IDictionary<string, object?> ? typeof(IDictionary<string, object?>) : value.GetType();
                return AIJsonUtilities.DefaultOptions.TryGetTypeInfo(type, out var known) ? JsonWriting.Text(json => JsonSerializer.Serialize(json, value, known)) : value.ToString() ?? "";
        }
    }
}
