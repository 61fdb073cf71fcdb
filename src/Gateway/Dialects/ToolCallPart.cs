using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Dialects;

/// <summary>One tool call of a streamed answer while its arguments grow.</summary>
internal sealed class ToolCallPart(int index) : IDisposable
{
    private readonly PooledBytes _arguments = new();
    private string? _id;
    private string? _type;
    private string? _name;

    public int Index { get; } = index;

    /// <summary>Reads the delta that the reader stands at the start of.</summary>
    public void ReadDelta(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "id"u8))
            {
                _id = ReadText(ref reader) ?? _id;
            }
            else if (JsonText.Is(ref reader, "type"u8))
            {
                _type = ReadText(ref reader) ?? _type;
            }
            else if (JsonText.Is(ref reader, "function"u8))
            {
                ReadFunction(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, _id);
        writer.WriteString("type"u8, _type ?? "function");
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, _name);
        writer.WriteString("arguments"u8, _arguments.Span);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public void Dispose() => _arguments.Dispose();

    private void ReadFunction(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = JsonText.Is(ref reader, "name"u8);
            var isArguments = JsonText.Is(ref reader, "arguments"u8);
            reader.Read();
            if (isName && reader.TokenType == JsonTokenType.String)
            {
                _name = JsonText.Read(ref reader) ?? _name;
            }
            else if (isArguments && reader.TokenType == JsonTokenType.String)
            {
                JsonText.Append(ref reader, _arguments);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && JsonText.Read(ref reader) is { Length: > 0 } text)
        {
            return text;
        }

        reader.Skip();
        return null;
    }
}
