using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads an answer of Anthropic's that came in one piece. Its parts are kept as they were written, as one message.</summary>
internal sealed class AnthropicAnswerReader(PooledBytes text) : WholeAnswerReader
{
    private readonly AnthropicUsage _usage = new();
    private string? _stopReason;
    private ByteRange _content;

    public ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        ReadProperties(body);
        var isUnderstood = !_content.IsEmpty || Error is not null;
        byte[] messages = _content.IsEmpty ? [] : [.. "[{\"role\":\"assistant\",\"content\":"u8, .. body[_content.Start.._content.End], .. "}]"u8];
        return new ChatAnswer
        {
            Model = Model,
            Usage = _usage.ToUsage(),
            FinishReason = _stopReason,
            Error = Error,
            Text = new Utf8Text(isUnderstood ? text.ToArray() : body.ToArray()),
            Messages = new Utf8Text(messages),
            IsTruncated = isTruncated,
            IsUnderstood = isUnderstood || isTruncated,
        };
    }

    protected override void ReadUsage(ref Utf8JsonReader reader) => _usage.Read(ref reader);

    protected override void ReadOther(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var isContent = JsonText.Is(ref reader, "content"u8);
        var isStop = JsonText.Is(ref reader, "stop_reason"u8);
        reader.Read();
        if (isContent)
        {
            var start = (int)reader.TokenStartIndex;
            ContentReader.Append(ref reader, text);
            _content = new ByteRange(start, (int)reader.BytesConsumed);
        }
        else
        {
            _stopReason = isStop && reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : _stopReason;
            reader.Skip();
        }
    }
}
