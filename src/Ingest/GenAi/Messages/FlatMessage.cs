using System.Buffers;
using System.Text;
using Tracehouse.Ingest.GenAi.Words;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>One message while its attributes are gathered.</summary>
internal sealed class FlatMessage
{
    private readonly Dictionary<string, string> _fields = [];
    private readonly SortedDictionary<int, Dictionary<string, string>> _calls = [];
    private readonly SortedDictionary<int, Dictionary<string, string>> _parts = [];
    private AttributeValue _content;

    /// <summary>False when there is no such field.</summary>
    public bool TrySet(ReadOnlySpan<char> path, string text)
    {
        var name = path switch
        {
            "prompt.text" or "completion.text" => "content",
            "role" or "content" or "name" or "tool_call_id" or "finish_reason" or "reasoning" or "reasoning_content" or "refusal"
                or "function_call_name" or "function_call_arguments_json" => path.ToString(),
            _ => null,
        };

        return name is not null && _fields.TryAdd(name, text);
    }

    /// <summary>Content that came as a list; false when it is none.</summary>
    public bool TrySetContent(AttributeValue value)
    {
        _content = value.Kind is AttributeKind.Array or AttributeKind.Map ? value : _content;
        return value.Kind is AttributeKind.Array or AttributeKind.Map;
    }

    /// <summary>Null when there are too many, false when the path is not known.</summary>
    public bool? TrySetCall(int index, ReadOnlySpan<char> path, string text, int max) => path switch
    {
        "id" => Set(_calls, index, "id", text, max),
        "name" or "function.name" => Set(_calls, index, "name", text, max),
        "arguments" or "function.arguments" => Set(_calls, index, "arguments", text, max),
        _ => false,
    };

    /// <summary>Null when there are too many.</summary>
    public bool? TrySetPart(int index, ReadOnlySpan<char> path, string text, int max) =>
        Set(_parts, index, path is "image.image.url" ? "image" : path.ToString(), text, max);

    /// <summary>Adds the message; nothing when there is nothing in it.</summary>
    public void Build(string usualRole, List<ChatMessage> messages)
    {
        var role = _fields.GetValueOrDefault("role", usualRole);
        var message = new ChatMessage(MessageForms.RoleOf(role) ?? role)
        {
            Name = _fields.GetValueOrDefault("name"),
            ToolCallId = _fields.GetValueOrDefault("tool_call_id"),
            Refusal = _fields.GetValueOrDefault("refusal"),
            FinishReason = _fields.GetValueOrDefault("finish_reason") is { Length: > 0 } reason ? FinishReasons.Canonical(reason) : null,
        };
        var results = new List<ChatMessage>();
        message.AddReasoning(_fields.GetValueOrDefault("reasoning") ?? _fields.GetValueOrDefault("reasoning_content"));
        AddContent(message, results);
        foreach (var part in _parts.Values)
        {
            AddPart(message, part);
        }

        foreach (var call in _calls.Values)
        {
            message.Calls.Add(CallOf(call.GetValueOrDefault("id"), call.GetValueOrDefault("name"), call.GetValueOrDefault("arguments")));
        }

        if (_fields.GetValueOrDefault("function_call_name") is { } function)
        {
            message.Calls.Add(CallOf(null, function, _fields.GetValueOrDefault("function_call_arguments_json")));
        }

        messages.AddRange(results);
        if (!message.IsEmpty)
        {
            messages.Add(message);
        }
    }

    private void AddContent(ChatMessage message, List<ChatMessage> results)
    {
        using var list = JsonText.Parse(_content);
        if (list is not null && TextOfParts.TryRead(list.RootElement, message, results))
        {
            return;
        }

        if (_fields.GetValueOrDefault("content") is not { Length: > 0 } text)
        {
            return;
        }

        using var parsed = text[0] == '[' ? JsonText.Parse(text) : null;
        if (parsed is null || !TextOfParts.TryRead(parsed.RootElement, message, results))
        {
            message.AddText(text);
        }
    }

    private static void AddPart(ChatMessage message, Dictionary<string, string> part)
    {
        var text = part.GetValueOrDefault("text");
        if (part.GetValueOrDefault("type") is "reasoning" or "thinking" && text is not null)
        {
            message.AddReasoning(text);
        }
        else if (part.TryGetValue("image", out var address))
        {
            message.Parts.Add(MediaForms.Image(address));
        }
        else if (text is not null)
        {
            message.AddText(text);
        }
        else
        {
            var bytes = new ArrayBufferWriter<byte>();
            using (var json = JsonText.Writer(bytes))
            {
                json.WriteStartObject();
                foreach (var (name, value) in part)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            message.Parts.Add(new ContentPart(null, Encoding.UTF8.GetString(bytes.WrittenSpan)));
        }
    }

    private static ToolCall CallOf(string? id, string? name, string? arguments) => new(id, name ?? "", JsonQuotes.Remove(arguments ?? ""));

    private static bool? Set(SortedDictionary<int, Dictionary<string, string>> entries, int index, string name, string text, int max)
    {
        if (!entries.TryGetValue(index, out var entry))
        {
            if (entries.Count >= max)
            {
                return null;
            }

            entries.Add(index, entry = []);
        }

        return entry.TryAdd(name, text);
    }
}
