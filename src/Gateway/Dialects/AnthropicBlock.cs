using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Dialects;

/// <summary>One content block of a streamed answer of Anthropic's while it grows.</summary>
internal sealed class AnthropicBlock(int index) : IDisposable
{
    private readonly PooledBytes _fixed = new();
    private readonly PooledBytes _input = new();
    private readonly PooledBytes _citations = new();
    private readonly List<(string Name, PooledBytes Text)> _texts = [];
    private byte[] _startInput = [];

    public int Index { get; } = index;

    /// <summary>The text of a text block; nothing of any other.</summary>
    public ReadOnlySpan<byte> Text
    {
        get
        {
            var text = _texts.Find(static text => text.Name == "text").Text;
            return text is null ? default : text.Span;
        }
    }

    /// <summary>Reads the block as it began: what will grow is set apart, and all else kept as it was written.</summary>
    public void ReadStart(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex;
            var name = GrowingName(ref reader);
            var isInput = JsonText.Is(ref reader, "input"u8);
            var isCitations = JsonText.Is(ref reader, "citations"u8);
            reader.Read();
            var valueStart = (int)reader.TokenStartIndex;
            if (name is not null && reader.TokenType == JsonTokenType.String)
            {
                JsonText.Append(ref reader, FindText(name));
                continue;
            }

            reader.Skip();
            if (isInput)
            {
                _startInput = data[valueStart..(int)reader.BytesConsumed].ToArray();
            }
            else if (!isCitations)
            {
                Separate(_fixed);
                _fixed.Write(data[nameStart..(int)reader.BytesConsumed]);
            }
        }
    }

    /// <summary>Reads a delta. True when it held a piece of the answer.</summary>
    public bool ReadDelta(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        var hasContent = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = GrowingName(ref reader);
            var isInput = JsonText.Is(ref reader, "partial_json"u8);
            var isCitation = JsonText.Is(ref reader, "citation"u8);
            reader.Read();
            if ((name is not null || isInput) && reader.TokenType == JsonTokenType.String)
            {
                hasContent |= !reader.ValueSpan.IsEmpty;
                JsonText.Append(ref reader, isInput ? _input : FindText(name!));
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isCitation)
            {
                Separate(_citations);
                _citations.Write(data[start..(int)reader.BytesConsumed]);
            }
        }

        return hasContent;
    }

    public void WriteTo(PooledBytes json, Utf8JsonWriter writer)
    {
        json.Write("{"u8);
        json.Write(_fixed.Span);
        var isFirst = _fixed.Length == 0;
        foreach (var (name, text) in _texts)
        {
            WriteName(json, name, ref isFirst);
            writer.Reset();
            writer.WriteStringValue(text.Span);
            writer.Flush();
        }

        if (_input.Length > 0 || _startInput.Length > 0)
        {
            WriteName(json, "input", ref isFirst);
            WriteInput(json, writer);
        }

        if (_citations.Length > 0)
        {
            WriteName(json, "citations", ref isFirst);
            json.Write("["u8);
            json.Write(_citations.Span);
            json.Write("]"u8);
        }

        json.Write("}"u8);
    }

    public void Dispose()
    {
        _fixed.Dispose();
        _input.Dispose();
        _citations.Dispose();
        foreach (var (_, text) in _texts)
        {
            text.Dispose();
        }
    }

    /// <summary>What came in pieces is JSON only when all of it came; else it is kept as a string.</summary>
    private void WriteInput(PooledBytes json, Utf8JsonWriter writer)
    {
        if (_input.Length == 0)
        {
            json.Write(_startInput);
        }
        else if (IsJson(_input.Span))
        {
            json.Write(_input.Span);
        }
        else
        {
            writer.Reset();
            writer.WriteStringValue(_input.Span);
            writer.Flush();
        }
    }

    private PooledBytes FindText(string name)
    {
        var found = _texts.Find(text => text.Name == name).Text;
        if (found is null)
        {
            found = new PooledBytes();
            _texts.Add((name, found));
        }

        return found;
    }

    /// <summary>The name under which a text grows; null for what does not.</summary>
    private static string? GrowingName(ref Utf8JsonReader reader) =>
        JsonText.Is(ref reader, "text"u8) ? "text"
        : JsonText.Is(ref reader, "thinking"u8) ? "thinking"
        : JsonText.Is(ref reader, "signature"u8) ? "signature"
        : null;

    private static void WriteName(PooledBytes json, string name, ref bool isFirst)
    {
        json.Write(isFirst ? default : ","u8);
        json.Write(Encoding.UTF8.GetBytes($"\"{name}\":"));
        isFirst = false;
    }

    private static void Separate(PooledBytes list) => list.Write(list.Length > 0 ? ","u8 : default);

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, JsonText.Deep);
        try
        {
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
