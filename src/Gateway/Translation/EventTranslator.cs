using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation;

/// <summary>Takes a stream of server-sent events apart, each of whose data is a JSON object.</summary>
internal abstract class EventTranslator(ChatChunkWriter chunks, int eventBytesMax) : StreamTranslator
{
    private readonly PooledBytes _line = new();
    private readonly PooledBytes _data = new();
    private bool _afterCarriageReturn;

    protected ChatChunkWriter Chunks { get; } = chunks;

    public override void Take(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty && !IsOver)
        {
            if (_afterCarriageReturn && piece[0] == (byte)'\n')
            {
                piece = piece[1..];
            }

            _afterCarriageReturn = false;
            var end = piece.IndexOfAny((byte)'\r', (byte)'\n');
            _line.Write(end < 0 ? piece : piece[..end]);
            if (_line.Length + _data.Length > eventBytesMax)
            {
                Fail($"The provider sent an event larger than {eventBytesMax} bytes (setting Gateway:TranslatedEventBytesMax).");
                return;
            }

            if (end < 0)
            {
                return;
            }

            _afterCarriageReturn = piece[end] == (byte)'\r';
            piece = piece[(end + 1)..];
            EndLine(isWhole: true);
            _line.Clear();
        }
    }

    /// <summary>The last event counts without the empty line after it, when the stream ends there.</summary>
    public override void End()
    {
        if (!IsOver)
        {
            EndLine(isWhole: false);
            EndEvent(isWhole: false);
        }
    }

    public override void Dispose()
    {
        _line.Dispose();
        _data.Dispose();
    }

    /// <summary>Translates one event. It is lent until this returns.</summary>
    protected abstract void Translate(JsonElement data);

    /// <summary>Ends the stream with an error, so that it is not taken for whole.</summary>
    protected void Fail(string message) => Fail(new OpenAiError(message, "server_error", "upstream_invalid"));

    protected void Fail(OpenAiError error)
    {
        Chunks.Error(error);
        IsOver = true;
    }

    private void EndLine(bool isWhole)
    {
        var line = _line.Span;
        if (line.IsEmpty)
        {
            EndEvent(isWhole);
        }
        else if (line.StartsWith("data:"u8))
        {
            // Lines of data are joined by a line end, for which in JSON a space is as good.
            _data.Write(line[5..]);
            _data.Write(" "u8);
        }
    }

    private void EndEvent(bool isWhole)
    {
        if (_data.Span.Trim((byte)' ').IsEmpty)
        {
            _data.Clear();
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(_data.Memory, JsonPieces.Deep);
            Translate(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Of half an event, at the end of a stream that broke off, there is nothing to say.
            if (!isWhole)
            {
                return;
            }

            Fail("The provider sent an event that is not valid JSON.");
        }

        _data.Clear();
    }
}
