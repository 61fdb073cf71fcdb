using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>One block of an answer of Anthropic's, put together from its deltas.</summary>
internal sealed class MessageBlock
{
    private readonly string _start;
    private readonly string _grows;
    private readonly BoundedText _text;

    public MessageBlock(JsonElement block, int charactersMax)
    {
        _start = block.GetRawText();
        _grows = block.Text("type") switch { "text" => "text", "thinking" => "thinking", _ => "input" };
        _text = new BoundedText(charactersMax);
        _text.Add(_grows == "input" ? null : block.Text(_grows));
    }

    /// <summary>True when it says something.</summary>
    public bool Add(JsonElement delta) => _text.Add(delta.Text("text") ?? delta.Text("thinking") ?? delta.Text("partial_json"));

    public void Write(Utf8JsonWriter json)
    {
        using var start = JsonDocument.Parse(_start);
        json.WriteStartObject();
        foreach (var property in start.RootElement.EnumerateObject())
        {
            if (property.Name != _grows || (_text.IsEmpty && _grows == "input"))
            {
                property.WriteTo(json);
            }
        }

        if (_grows != "input")
        {
            json.WriteString(_grows, _text.ToString());
        }
        else if (!_text.IsEmpty)
        {
            WriteInput(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Arguments that broke off are no JSON, and stay text.</summary>
    private void WriteInput(Utf8JsonWriter json)
    {
        json.WritePropertyName(_grows);
        try
        {
            using var whole = JsonDocument.Parse(_text.ToString());
            whole.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStringValue(_text.ToString());
        }
    }
}
