using System.Text.Encodings.Web;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Puts the events of a streamed answer of Anthropic's together again.</summary>
internal sealed class AnthropicStreamReader(int bytesMax) : AnswerStreamReader(bytesMax)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly List<AnthropicBlock> _blocks = [];
    private readonly AnthropicUsage _usage = new();
    private string? _model;
    private string? _stopReason;
    private string? _error;
    private bool _isDone;

    public override bool IsDone => _isDone;

    public override bool MayEnd => _stopReason is not null;

    public override ChatAnswer ToAnswer()
    {
        _blocks.Sort(static (one, other) => one.Index.CompareTo(other.Index));
        return new ChatAnswer
        {
            Model = _model,
            Usage = _usage.ToUsage(),
            FinishReason = _stopReason,
            Text = new Utf8Text(_blocks.Count > 0 ? WriteText() : Unread.ToArray()),
            Messages = _blocks.Count > 0 ? new Utf8Text(WriteMessages()) : default,
            Error = _error,
            IsTruncated = IsFull,
            IsUnderstood = _blocks.Count > 0 || Unread.Length == 0,
        };
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var block in _blocks)
        {
            block.Dispose();
        }
    }

    protected override ByteRange ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        // An index may come after what it is of, so it is looked up first.
        var index = IndexReader.Peek(reader);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = JsonText.Is(ref reader, "type"u8);
            var isMessage = JsonText.Is(ref reader, "message"u8);
            var isUsage = JsonText.Is(ref reader, "usage"u8);
            var isBlock = JsonText.Is(ref reader, "content_block"u8);
            var isDelta = JsonText.Is(ref reader, "delta"u8);
            var isError = JsonText.Is(ref reader, "error"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                _isDone |= JsonText.Is(ref reader, "message_stop"u8);
            }
            else if (isUsage)
            {
                _usage.Read(ref reader);
            }
            else if (isError)
            {
                _error ??= ErrorReader.Read(ref reader);
            }
            else if (isMessage && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMessage(ref reader);
            }
            else if (isBlock && reader.TokenType == JsonTokenType.StartObject && !IsFull && FindBlock(index ?? 0) is { } block)
            {
                block.ReadStart(ref reader, data);
            }
            else if (isDelta && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadDelta(ref reader, data, index);
            }
            else
            {
                reader.Skip();
            }
        }

        return default;
    }

    private void ReadDelta(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, int? index)
    {
        if (index is null)
        {
            ReadMessage(ref reader);
        }
        else if (!IsFull && FindBlock(index.Value) is { } block)
        {
            HasContent |= block.ReadDelta(ref reader, data);
        }
        else
        {
            reader.Skip();
        }
    }

    /// <summary>Reads the message as it began, or what of it changed.</summary>
    private void ReadMessage(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = JsonText.Is(ref reader, "model"u8);
            var isStop = JsonText.Is(ref reader, "stop_reason"u8);
            var isUsage = JsonText.Is(ref reader, "usage"u8);
            reader.Read();
            if (isUsage)
            {
                _usage.Read(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                _model = isModel ? JsonText.Read(ref reader) : _model;
                _stopReason = isStop ? JsonText.Read(ref reader) : _stopReason;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private AnthropicBlock? FindBlock(int index)
    {
        foreach (var block in _blocks)
        {
            if (block.Index == index)
            {
                return block;
            }
        }

        if (!MayAddTo(_blocks.Count))
        {
            return null;
        }

        var added = new AnthropicBlock(index);
        _blocks.Add(added);
        return added;
    }

    private byte[] WriteText()
    {
        using var text = new PooledBytes();
        foreach (var block in _blocks)
        {
            if (!block.Text.IsEmpty)
            {
                text.Write(text.Length > 0 ? "\n"u8 : default);
                text.Write(block.Text);
            }
        }

        return text.ToArray();
    }

    private byte[] WriteMessages()
    {
        using var messages = new PooledBytes();
        using var writer = new Utf8JsonWriter(messages, Relaxed);
        messages.Write("[{\"role\":\"assistant\",\"content\":["u8);
        for (var i = 0; i < _blocks.Count; i++)
        {
            messages.Write(i > 0 ? ","u8 : default);
            _blocks[i].WriteTo(messages, writer);
        }

        messages.Write("]}]"u8);
        return messages.ToArray();
    }
}
