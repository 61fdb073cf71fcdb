using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads a chat answer or a completion that came in one piece. Of a broken one it keeps what came before the break, and all of it as text.</summary>
internal sealed class ChatAnswerReader : WholeAnswerReader, IDisposable
{
    private readonly PooledBytes _text = new();
    private readonly PooledBytes _messages = new();
    private string? _finishReason;

    public ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        ReadProperties(body);
        var isUnderstood = _messages.Length > 0 || Error is not null;
        byte[] messages = _messages.Length > 0 ? [(byte)'[', .. _messages.Span, (byte)']'] : [];
        return new ChatAnswer
        {
            Model = Model,
            Usage = Usage,
            FinishReason = _finishReason,
            Error = Error,
            Text = new Utf8Text(isUnderstood ? _text.ToArray() : body.ToArray()),
            Messages = new Utf8Text(messages),
            ObjectEnd = ObjectEnd,
            Own = Own,
            IsTruncated = isTruncated,
            IsUnderstood = isUnderstood || isTruncated,
        };
    }

    public void Dispose()
    {
        _text.Dispose();
        _messages.Dispose();
    }

    protected override void ReadOther(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var isChoices = JsonText.Is(ref reader, "choices"u8);
        reader.Read();
        if (isChoices && reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadChoice(ref reader, body);
            }
        }
        else
        {
            reader.Skip();
        }
    }

    private void ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMessage = JsonText.Is(ref reader, "message"u8);
            var isText = JsonText.Is(ref reader, "text"u8);
            var isFinish = JsonText.Is(ref reader, "finish_reason"u8);
            reader.Read();
            if (isMessage && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMessage(ref reader, body);
            }
            else if (isText && reader.TokenType == JsonTokenType.String)
            {
                ReadText(ref reader, body);
            }
            else if (isFinish && reader.TokenType == JsonTokenType.String)
            {
                _finishReason ??= JsonText.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Reads the text of a completion, and keeps it as the message that it would be today.</summary>
    private void ReadText(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        ContentReader.Append(ref reader, _text);
        _messages.Write(_messages.Length > 0 ? ","u8 : default);
        _messages.Write("{\"role\":\"assistant\",\"content\":"u8);
        _messages.Write(body[(int)reader.TokenStartIndex..(int)reader.BytesConsumed]);
        _messages.Write("}"u8);
    }

    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isContent = JsonText.Is(ref reader, "content"u8);
            reader.Read();
            if (isContent)
            {
                ContentReader.Append(ref reader, _text);
            }
            else
            {
                reader.Skip();
            }
        }

        _messages.Write(_messages.Length > 0 ? ","u8 : default);
        _messages.Write(body[start..(int)reader.BytesConsumed]);
    }
}
