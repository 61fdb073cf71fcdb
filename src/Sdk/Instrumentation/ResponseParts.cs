using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>Events of OpenAI's responses. The last one has the whole answer; until it comes, the text counts.</summary>
internal sealed class ResponseParts(int charactersMax) : IStreamedParts
{
    private readonly BoundedText _text = new(charactersMax);
    private string? _whole;
    private string? _model;

    public bool IsWhole { get; set; }

    public bool Add(JsonElement happened)
    {
        _model ??= happened.Object("response")?.Text("model");
        switch (happened.Text("type"))
        {
            case "response.completed" or "response.incomplete" or "response.failed":
                _whole = happened.Object("response")?.GetRawText();
                IsWhole = true;
                return false;
            case "response.output_text.delta":
                return _text.Add(happened.Text("delta"));
            case { } type:
                return type.EndsWith(".delta", StringComparison.Ordinal);
            default:
                return false;
        }
    }

    public JsonDocument ToAnswer()
    {
        if (_whole is not null)
        {
            return JsonDocument.Parse(_whole);
        }

        return JsonWriting.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("model", _model);
            json.WriteStartArray("output");
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteString("role", "assistant");
            json.WriteString("content", _text.ToString());
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
