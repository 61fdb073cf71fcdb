using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>Events of Anthropic's messages.</summary>
internal sealed class MessageParts(int charactersMax) : IStreamedParts
{
    private const int BlocksMax = 1024;
    private readonly SortedDictionary<long, MessageBlock> _blocks = [];
    private readonly Dictionary<string, long> _usage = [];
    private string? _model;
    private string? _reason;
    private string? _error;

    public bool IsWhole { get; set; }

    public bool Add(JsonElement happened)
    {
        var index = happened.Number("index") ?? 0;
        switch (happened.Text("type"))
        {
            case "message_start" when happened.Object("message") is { } message:
                _model = message.Text("model");
                Count(message.Object("usage"));
                return false;
            case "content_block_start" when happened.Object("content_block") is { } block && _blocks.Count < BlocksMax:
                _blocks[index] = new MessageBlock(block, charactersMax);
                return false;
            case "content_block_delta" when happened.Object("delta") is { } delta && _blocks.TryGetValue(index, out var known):
                return known.Add(delta);
            case "message_delta":
                _reason = happened.Object("delta")?.Text("stop_reason") ?? _reason;
                Count(happened.Object("usage"));
                return false;
            case "message_stop":
                IsWhole = true;
                return false;
            case "error":
                _error = happened.Object("error")?.GetRawText();
                return false;
            default:
                return false;
        }
    }

    public JsonDocument ToAnswer()
    {
        return JsonWriting.Document(json =>
        {
            json.WriteStartObject();
            json.WriteString("model", _model);
            json.WriteString("stop_reason", _reason);
            json.WriteStartArray("content");
            foreach (var block in _blocks.Values)
            {
                block.Write(json);
            }

            json.WriteEndArray();
            json.WriteStartObject("usage");
            foreach (var (name, count) in _usage)
            {
                json.WriteNumber(name, count);
            }

            json.WriteEndObject();
            if (_error is not null)
            {
                json.WritePropertyName("error");
                json.WriteRawValue(_error);
            }

            json.WriteEndObject();
        });
    }

    /// <summary>Later counts are of the whole answer so far.</summary>
    private void Count(JsonElement? usage)
    {
        foreach (var name in (string[])["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"])
        {
            if (usage?.Number(name) is { } count)
            {
                _usage[name] = count;
            }
        }
    }
}
