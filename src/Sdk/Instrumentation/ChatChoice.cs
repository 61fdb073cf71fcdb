using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>One choice of a chat completion, put together from its deltas.</summary>
internal sealed class ChatChoice(int charactersMax)
{
    private const int CallsMax = 128;
    private readonly BoundedText _content = new(charactersMax);
    private readonly BoundedText _reasoning = new(charactersMax);
    private readonly BoundedText _refusal = new(charactersMax);
    private readonly SortedDictionary<long, (string? Id, string? Name, BoundedText Arguments)> _calls = [];
    private string? _reason;

    /// <summary>True when it says something.</summary>
    public bool Add(JsonElement choice)
    {
        _reason = choice.Text("finish_reason") ?? _reason;
        if (choice.Object("delta") is not { } delta)
        {
            return false;
        }

        var says = _content.Add(delta.Text("content")) | _reasoning.Add(delta.Text("reasoning_content") ?? delta.Text("reasoning")) | _refusal.Add(delta.Text("refusal"));
        foreach (var call in delta.Items("tool_calls"))
        {
            says |= AddCall(call);
        }

        return says;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("finish_reason", _reason);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", _content.IsEmpty ? null : _content.ToString());
        WriteText(json, "reasoning_content", _reasoning);
        WriteText(json, "refusal", _refusal);
        if (_calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var (id, name, arguments) in _calls.Values)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", name);
                json.WriteString("arguments", arguments.ToString());
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private bool AddCall(JsonElement call)
    {
        var index = call.Number("index") ?? 0;
        var function = call.Object("function");
        if (!_calls.TryGetValue(index, out var known))
        {
            if (_calls.Count == CallsMax)
            {
                return false;
            }

            known = (null, null, new BoundedText(charactersMax));
        }

        known.Arguments.Add(function?.Text("arguments"));
        _calls[index] = (known.Id ?? call.Text("id"), known.Name ?? function?.Text("name"), known.Arguments);
        return true;
    }

    private static void WriteText(Utf8JsonWriter json, string name, BoundedText text)
    {
        if (!text.IsEmpty)
        {
            json.WriteString(name, text.ToString());
        }
    }
}
