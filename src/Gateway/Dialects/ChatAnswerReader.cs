using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads a chat answer or a completion that came in one piece. Of a broken one it keeps what came before the break, and all of it as text.</summary>
internal sealed class ChatAnswerReader : IDisposable
{
    private readonly PooledBytes _text = new();
    private readonly PooledBytes _messages = new();
    private TokenUsage _usage = TokenUsage.Unknown;
    private string? _model;
    private string? _finishReason;
    private string? _error;
    private int _objectEnd = -1;

    public ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        ReadObject(body);
        var isUnderstood = _messages.Length > 0 || _error is not null;
        byte[] messages = _messages.Length > 0 ? [(byte)'[', .. _messages.Span, (byte)']'] : [];
        return new ChatAnswer
        {
            Model = _model,
            Usage = _usage,
            FinishReason = _finishReason,
            Error = _error,
            Text = new Utf8Text(isUnderstood ? _text.ToArray() : body.ToArray()),
            Messages = new Utf8Text(messages),
            ObjectEnd = _objectEnd,
            IsTruncated = isTruncated,
            IsUnderstood = isUnderstood || isTruncated,
        };
    }

    public void Dispose()
    {
        _text.Dispose();
        _messages.Dispose();
    }

    private void ReadObject(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, JsonText.Deep);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader, body);
            }

            _objectEnd = JsonText.EndOf(ref reader);
        }
        catch (JsonException)
        {
            // What was read before the break is kept; the caller keeps the rest as text.
        }
    }

    private void ReadProperty(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var isModel = JsonText.Is(ref reader, "model"u8);
        var isUsage = JsonText.Is(ref reader, "usage"u8);
        var isError = JsonText.Is(ref reader, "error"u8);
        var isChoices = JsonText.Is(ref reader, "choices"u8);
        reader.Read();
        if (isModel && reader.TokenType == JsonTokenType.String)
        {
            _model = JsonText.Read(ref reader);
        }
        else if (isUsage)
        {
            _usage = UsageReader.Read(ref reader);
        }
        else if (isError)
        {
            _error = ErrorReader.Read(ref reader);
        }
        else if (isChoices && reader.TokenType == JsonTokenType.StartArray)
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
