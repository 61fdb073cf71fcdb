using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>
/// One block of a streamed answer. Words, thoughts and arguments go on at once; what can only be kept as a whole waits for the end of its block:
/// thoughts with their signature, citations, and blocks that OpenAI's format does not know.
/// </summary>
internal sealed class StreamedBlock : IDisposable
{
    private readonly long _index;
    private readonly string _type;
    private readonly byte[] _start;
    private readonly PooledBytes _text = new();
    private readonly PooledBytes _signature = new();
    private readonly PooledBytes _input = new();
    private readonly PooledBytes _deltas = new();
    private readonly PooledBytes _citations = new();
    private int _toolCall;

    private StreamedBlock(long index, string type, JsonElement start)
    {
        _index = index;
        _type = type;
        _start = start.Raw().ToArray();
    }

    /// <summary>How much waits for the end of the block.</summary>
    public long KeptBytes => (long)_text.Length + _signature.Length + _input.Length + _deltas.Length + _citations.Length;

    public static StreamedBlock Start(long index, JsonElement start, ChatChunkWriter chunks)
    {
        var block = new StreamedBlock(index, start.GetText("type") ?? "", start);
        switch (block._type)
        {
            case "text" when start.Get("text") is { ValueKind: JsonValueKind.String } text && !text.RawText().IsEmpty:
                chunks.Text(text.Raw());
                break;
            case "thinking" when start.Get("thinking") is { ValueKind: JsonValueKind.String } thinking && !thinking.RawText().IsEmpty:
                block._text.Write(thinking.RawText());
                chunks.Reasoning(thinking.Raw());
                break;
            case "tool_use":
                block._toolCall = chunks.StartToolCall(start.GetRaw("id"), start.GetRaw("name"));
                break;
        }

        return block;
    }

    public void Continue(JsonElement delta, ChatChunkWriter chunks)
    {
        switch (delta.GetText("type"))
        {
            case "text_delta" when _type == "text" && delta.Get("text") is { ValueKind: JsonValueKind.String } text:
                chunks.Text(text.Raw());
                break;
            case "thinking_delta" when delta.Get("thinking") is { ValueKind: JsonValueKind.String } thinking:
                _text.Write(thinking.RawText());
                chunks.Reasoning(thinking.Raw());
                break;
            case "signature_delta" when delta.Get("signature") is { ValueKind: JsonValueKind.String } signature:
                _signature.Write(signature.RawText());
                break;
            case "input_json_delta" when delta.Get("partial_json") is { ValueKind: JsonValueKind.String } piece:
                AddInput(piece, chunks);
                break;
            case "citations_delta" when delta.Get("citation") is { } citation:
                Add(_citations, citation);
                break;
            default:
                Add(_deltas, delta);
                break;
        }
    }

    /// <summary>Tells what waited.</summary>
    public void End(ChatChunkWriter chunks)
    {
        using var start = JsonDocument.Parse(_start, JsonPieces.Deep);
        switch (_type)
        {
            case "thinking" or "redacted_thinking":
                Keep("thinking_blocks", start.RootElement, chunks);
                break;
            case "tool_use":
                EndToolCall(start.RootElement, chunks);
                break;
            case "text" when _citations.Length == 0 && _deltas.Length == 0:
                break;
            default:
                Keep("content_blocks", start.RootElement, chunks);
                break;
        }
    }

    public void Dispose()
    {
        _text.Dispose();
        _signature.Dispose();
        _input.Dispose();
        _deltas.Dispose();
        _citations.Dispose();
    }

    private void AddInput(JsonElement piece, ChatChunkWriter chunks)
    {
        if (_type != "tool_use")
        {
            var reader = new Utf8JsonReader(piece.Raw());
            reader.Read();
            JsonText.Append(ref reader, _input);
        }
        else if (!piece.RawText().IsEmpty)
        {
            _input.Write(_input.Length == 0 ? "+"u8 : default);
            chunks.ToolArguments(_toolCall, piece.Raw());
        }
    }

    /// <summary>A call without arguments sends none, or sends them all at its start.</summary>
    private void EndToolCall(JsonElement start, ChatChunkWriter chunks)
    {
        if (_input.Length == 0)
        {
            var input = start.Get("input") is { } given ? Encoding.UTF8.GetString(given.Raw()) : "{}";
            chunks.ToolArguments(_toolCall, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(input)));
        }

        if (!MessageAnswer.IsPlainCall(start))
        {
            Keep("content_blocks", start, chunks);
        }
    }

    /// <summary>Tells the block as a whole, with its place in the answer.</summary>
    private void Keep(string name, JsonElement start, ChatChunkWriter chunks)
    {
        using var block = new PooledBytes();
        using (var json = ChatJson.Write(block))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteNumber("index"u8, _index);
            WriteProperties(json, start);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        chunks.Keep(name, block.Span);
    }

    private void WriteProperties(Utf8JsonWriter json, JsonElement start)
    {
        foreach (var property in start.EnumerateObject())
        {
            var isReplaced = property.Name switch
            {
                "thinking" => _text.Length > 0,
                "signature" => _signature.Length > 0,
                "input" => _input.Length > 0,
                "text" or "citations" => _type == "text",
                "index" => true,
                _ => false,
            };
            if (!isReplaced)
            {
                json.WriteRaw(property.Name, property.Value.Raw());
            }
        }

        WriteCollected(json);
    }

    private void WriteCollected(Utf8JsonWriter json)
    {
        if (_text.Length > 0)
        {
            json.WriteRawText("thinking", _text.Span);
        }

        if (_signature.Length > 0)
        {
            json.WriteRawText("signature", _signature.Span);
        }

        if (_input.Length > 0 && _type != "tool_use")
        {
            json.WriteRaw("input", _input.Span);
        }

        foreach (var (name, list) in new[] { ("citations", _citations), ("deltas", _deltas) })
        {
            if (list.Length > 0)
            {
                json.WriteStartArray(name);
                json.WriteRawValue(list.Span, skipInputValidation: true);
                json.WriteEndArray();
            }
        }
    }

    private static void Add(PooledBytes list, JsonElement item)
    {
        list.Write(list.Length > 0 ? ","u8 : default);
        list.Write(item.Raw());
    }
}
