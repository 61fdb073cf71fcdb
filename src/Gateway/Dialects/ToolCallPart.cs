using System.Text.Json;
using Tracehouse.Gateway.Buffers;

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
            if (reader.ValueTextEquals("id"u8))
            {
                _id = ReadText(ref reader) ?? _id;
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                _type = ReadText(ref reader) ?? _type;
            }
            else if (reader.ValueTextEquals("function"u8))
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
            var isName = reader.ValueTextEquals("name"u8);
            var isArguments = reader.ValueTextEquals("arguments"u8);
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
