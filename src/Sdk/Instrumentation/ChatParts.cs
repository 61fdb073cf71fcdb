using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>Chunks of a chat completion.</summary>
internal sealed class ChatParts(int charactersMax) : IStreamedParts
{
    private const int ChoicesMax = 128;
    private readonly SortedDictionary<long, ChatChoice> _choices = [];
    private string? _model;
    private string? _usage;
    private string? _error;

    public bool IsWhole { get; set; }

    public bool Add(JsonElement happened)
    {
        _model ??= happened.Text("model");
        _usage = happened.Object("usage")?.GetRawText() ?? _usage;
        _error = happened.Object("error")?.GetRawText() ?? _error;
        var says = false;
        foreach (var choice in happened.Items("choices"))
        {
            var index = choice.Number("index") ?? 0;
            if (!_choices.TryGetValue(index, out var parts) && _choices.Count < ChoicesMax)
            {
                _choices[index] = parts = new ChatChoice(charactersMax);
            }

            says |= parts?.Add(choice) == true;
        }

        return says;
    }

    public JsonDocument ToAnswer()
    {
        return JsonWriting.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("model", _model);
            WriteRaw(json, "usage", _usage);
            WriteRaw(json, "error", _error);
            json.WriteStartArray("choices");
            foreach (var choice in _choices.Values)
            {
                choice.Write(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value);
        }
    }
}
