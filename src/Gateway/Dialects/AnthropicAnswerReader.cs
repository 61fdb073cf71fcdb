using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads an answer of Anthropic's that came in one piece. Its parts are kept as they were written, as one message.</summary>
internal sealed class AnthropicAnswerReader(PooledBytes text)
{
    private readonly AnthropicUsage _usage = new();
    private string? _model;
    private string? _stopReason;
    private string? _error;
    private ByteRange _content;

    public ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        var reader = new Utf8JsonReader(body, JsonText.Deep);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader);
            }
        }
        catch (JsonException)
        {
            // What was read before the break is kept.
        }

        var isUnderstood = !_content.IsEmpty || _error is not null;
        byte[] messages = _content.IsEmpty ? [] : [.. "[{\"role\":\"assistant\",\"content\":"u8, .. body[_content.Start.._content.End], .. "}]"u8];
        return new ChatAnswer
        {
            Model = _model,
            Usage = _usage.ToUsage(),
            FinishReason = _stopReason,
            Error = _error,
            Text = new Utf8Text(isUnderstood ? text.ToArray() : body.ToArray()),
            Messages = new Utf8Text(messages),
            IsTruncated = isTruncated,
            IsUnderstood = isUnderstood || isTruncated,
        };
    }

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var isModel = JsonText.Is(ref reader, "model"u8);
        var isUsage = JsonText.Is(ref reader, "usage"u8);
        var isError = JsonText.Is(ref reader, "error"u8);
        var isContent = JsonText.Is(ref reader, "content"u8);
        var isStop = JsonText.Is(ref reader, "stop_reason"u8);
        reader.Read();
        if (isUsage)
        {
            _usage.Read(ref reader);
        }
        else if (isError)
        {
            _error = ErrorReader.Read(ref reader);
        }
        else if (isContent)
        {
            var start = (int)reader.TokenStartIndex;
            ContentReader.Append(ref reader, text);
            _content = new ByteRange(start, (int)reader.BytesConsumed);
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
