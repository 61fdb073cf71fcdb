using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Dialects;

/// <summary>One choice of a streamed answer while it grows.</summary>
internal sealed class ChatChoice(int index) : IDisposable
{
    private readonly List<TextPart> _texts = [];
    private readonly List<ToolCallPart> _toolCalls = [];
    private string? _role;

    public int Index { get; } = index;

    public string? FinishReason { get; set; }

    public ReadOnlySpan<byte> Content
    {
        get
        {
            var content = _texts.Find(static text => text.Name == "content");
            return content is null ? default : content.Text.Span;
        }
    }

    /// <summary>Reads the delta that the reader stands at the start of. True when it held a piece of the answer.</summary>
    public bool ReadDelta(ref Utf8JsonReader reader)
    {
        var hasContent = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (name == "role" && reader.TokenType == JsonTokenType.String)
            {
                _role ??= JsonText.Read(ref reader);
            }
            else if (name == "tool_calls" && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadToolCalls(ref reader);
                hasContent = true;
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                // Text of any name grows: content, refusal, reasoning_content, and what providers will think of next.
                hasContent |= !reader.ValueSpan.IsEmpty;
                JsonText.Append(ref reader, FindText(name));
            }
            else
            {
                reader.Skip();
            }
        }

        return hasContent;
    }

    /// <summary>Appends the text that the reader stands on. True when there was any.</summary>
    public bool AppendContent(ref Utf8JsonReader reader)
    {
        JsonText.Append(ref reader, FindText("content"));
        return !reader.ValueSpan.IsEmpty;
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("role"u8, _role ?? "assistant");
        if (!_texts.Exists(static text => text.Name == "content"))
        {
            writer.WriteNull("content"u8);
        }

        foreach (var text in _texts)
        {
            writer.WriteString(text.Name, text.Text.Span);
        }

        if (_toolCalls.Count > 0)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (var call in _toolCalls)
            {
                call.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public void Dispose()
    {
        foreach (var text in _texts)
        {
            text.Text.Dispose();
        }

        foreach (var call in _toolCalls)
        {
            call.Dispose();
        }
    }

    private void ReadToolCalls(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                FindToolCall(IndexReader.Peek(reader) ?? 0).ReadDelta(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private ToolCallPart FindToolCall(int index)
    {
        foreach (var call in _toolCalls)
        {
            if (call.Index == index)
            {
                return call;
            }
        }

        var added = new ToolCallPart(index);
        _toolCalls.Add(added);
        return added;
    }

    private PooledBytes FindText(string name)
    {
        foreach (var text in _texts)
        {
            if (text.Name == name)
            {
                return text.Text;
            }
        }

        var added = new TextPart(name, new PooledBytes());
        _texts.Add(added);
        return added.Text;
    }

    private static string NameOf(ref Utf8JsonReader reader) =>
        JsonText.Is(ref reader, "content"u8) ? "content" : JsonText.Read(ref reader) ?? Encoding.UTF8.GetString(reader.ValueSpan);

    private sealed record TextPart(string Name, PooledBytes Text);
}
