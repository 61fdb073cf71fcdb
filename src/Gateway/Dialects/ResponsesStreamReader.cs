using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads the events of a streamed response. The last of them holds all of it; until it comes, the text is put together from the deltas.</summary>
internal sealed class ResponsesStreamReader(int bytesMax) : AnswerStreamReader(bytesMax)
{
    private readonly PooledBytes _text = new();
    private ChatAnswer? _whole;
    private string? _error;
    private bool _isDone;

    public override bool IsDone => _isDone;

    public override bool MayEnd => _isDone;

    public override ChatAnswer Counts => _whole ?? new ChatAnswer();

    // The last event has all that was said before it once more.
    public override int HeldBytesMax => 4 * 1024 * 1024;

    public override ChatAnswer ToAnswer() => (_whole ?? new ChatAnswer
    {
        Text = new Utf8Text(_text.Length > 0 ? _text.ToArray() : Unread.ToArray()),
        IsUnderstood = _text.Length > 0 || Unread.Length == 0,
    }) with
    {
        Error = _error ?? _whole?.Error,
        IsTruncated = _whole is null && IsFull,
    };

    public override void Dispose()
    {
        base.Dispose();
        _text.Dispose();
    }

    protected override ByteRange ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> data)
    {
        string? type = null;
        string? message = null;
        var (delta, response, error) = (default(ByteRange), default(ByteRange), default(ByteRange));
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = JsonText.Is(ref reader, "type"u8);
            var isMessage = JsonText.Is(ref reader, "message"u8);
            var isDelta = JsonText.Is(ref reader, "delta"u8);
            var isResponse = JsonText.Is(ref reader, "response"u8);
            var isError = JsonText.Is(ref reader, "error"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isText = reader.TokenType == JsonTokenType.String;
            type = isType && isText ? JsonText.Read(ref reader) : type;
            message = isMessage && isText ? JsonText.Read(ref reader) : message;
            reader.Skip();
            var range = new ByteRange(start, (int)reader.BytesConsumed);
            delta = isDelta && isText ? range : delta;
            response = isResponse ? range : response;
            error = isError ? range : error;
        }

        ReadDelta(type, data[delta.Start..delta.End]);
        if (type is "response.completed" or "response.failed" or "response.incomplete")
        {
            _whole = ReadWhole(data[response.Start..response.End]);
            _isDone = true;
            return _whole is { Error: null, ObjectEnd: > 0, Messages.IsEmpty: false } ? response : default;
        }

        if (type == "error" || !error.IsEmpty)
        {
            _error ??= message ?? ReadError(data[error.Start..error.End]);
            _isDone = true;
        }

        return default;
    }

    /// <summary>Reads what was added to the text, or to something else that the answer consists of.</summary>
    private void ReadDelta(string? type, ReadOnlySpan<byte> delta)
    {
        if (delta.Length <= 2)
        {
            return;
        }

        HasContent = true;
        if (type == "response.output_text.delta" && !IsFull)
        {
            var reader = new Utf8JsonReader(delta);
            reader.Read();
            JsonText.Append(ref reader, _text);
        }
    }

    private static string ReadError(ReadOnlySpan<byte> error)
    {
        var reader = new Utf8JsonReader(error, JsonText.Deep);
        return (reader.Read() ? ErrorReader.Read(ref reader) : null) ?? "The upstream told of an error without a message.";
    }

    private ChatAnswer ReadWhole(ReadOnlySpan<byte> response)
    {
        using var text = new PooledBytes();
        return new ResponsesAnswerReader(text).Read(response, isTruncated: IsFull);
    }
}
