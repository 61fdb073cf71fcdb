using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>
/// One block of a streamed answer. Words, thoughts and arguments go on at once; what can only be kept as a whole waits for the end of its block:
/// thoughts with their signature, citations, and what OpenAI's format does not know.
/// </summary>
internal sealed class ConverseBlock(int index) : IDisposable
{
    private readonly PooledBytes _thought = new();
    private readonly PooledBytes _signature = new();
    private readonly PooledBytes _redacted = new();
    private readonly PooledBytes _others = new();
    private int? _toolCall;
    private bool _hasArguments;

    /// <summary>How much waits for the end of the block.</summary>
    public long KeptBytes => (long)_thought.Length + _signature.Length + _redacted.Length + _others.Length;

    public void Start(JsonElement start, ChatChunkWriter chunks)
    {
        if (start.Get("toolUse") is { } call)
        {
            _toolCall = chunks.StartToolCall(call.GetRaw("toolUseId"), call.GetRaw("name"));
        }
        else if (start.ValueKind == JsonValueKind.Object)
        {
            Keep(start);
        }
    }

    public void Continue(JsonElement delta, ChatChunkWriter chunks)
    {
        if (delta.Get("text") is { ValueKind: JsonValueKind.String } text)
        {
            chunks.Text(text.Raw());
        }
        else if (_toolCall is { } call && delta.Get("toolUse")?.Get("input") is { ValueKind: JsonValueKind.String } input)
        {
            _hasArguments |= !input.RawText().IsEmpty;
            chunks.ToolArguments(call, input.Raw());
        }
        else if (delta.Get("reasoningContent") is { } thought)
        {
            Think(thought, chunks);
        }
        else if (delta.ValueKind == JsonValueKind.Object)
        {
            Keep(delta);
        }
    }

    /// <summary>Tells what waited.</summary>
    public void End(ChatChunkWriter chunks)
    {
        if (_toolCall is { } call && !_hasArguments)
        {
            chunks.ToolArguments(call, "\"{}\""u8);
        }

        using var thoughts = new PooledBytes();
        if (_thought.Length + _signature.Length > 0)
        {
            Thought.Write(thoughts, _thought.Span, _signature.Span, index);
        }

        if (_redacted.Length > 0)
        {
            Thought.WriteRedacted(thoughts, _redacted.Span, index);
        }

        if (thoughts.Length > 0)
        {
            chunks.Keep("thinking_blocks", [(byte)'[', .. thoughts.Span, (byte)']']);
        }

        if (_others.Length > 0)
        {
            chunks.Keep("content_blocks", [.. System.Text.Encoding.UTF8.GetBytes($"[{{\"index\":{index},\"deltas\":["), .. _others.Span, .. "]}]"u8]);
        }

        Clear();
    }

    public void Dispose()
    {
        _thought.Dispose();
        _signature.Dispose();
        _redacted.Dispose();
        _others.Dispose();
    }

    private void Clear()
    {
        _thought.Clear();
        _signature.Clear();
        _redacted.Clear();
        _others.Clear();
    }

    private void Think(JsonElement thought, ChatChunkWriter chunks)
    {
        if (thought.Get("text") is { ValueKind: JsonValueKind.String } text)
        {
            _thought.Write(text.RawText());
            chunks.Reasoning(text.Raw());
        }
        else if (thought.Get("signature") is { } signature)
        {
            _signature.Write(signature.RawText());
        }
        else if (thought.Get("redactedContent") is { } redacted)
        {
            _redacted.Write(redacted.RawText());
        }
        else
        {
            Keep(thought);
        }
    }

    private void Keep(JsonElement piece)
    {
        _others.Write(_others.Length > 0 ? ","u8 : default);
        _others.Write(piece.Raw());
    }
}
