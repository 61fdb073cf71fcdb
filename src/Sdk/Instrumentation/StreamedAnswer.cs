using System.Buffers;
using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>An answer in server-sent events, put together as they pass.</summary>
internal sealed class StreamedAnswer(CallFormat format, int charactersMax, TimeProvider time) : IAnswerReader
{
    private const int EventBytesMax = 16 << 20;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly IStreamedParts _parts = format switch
    {
        CallFormat.Messages => new MessageParts(charactersMax),
        CallFormat.Responses => new ResponseParts(charactersMax),
        _ => new ChatParts(charactersMax),
    };

    private DateTimeOffset? _firstToken;
    private bool _isSkipping;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Keep(bytes[..end]);
            Take();
            bytes = bytes[(end + 1)..];
        }

        Keep(bytes);
    }

    public void Tell(Observation observation)
    {
        if (_firstToken is { } at)
        {
            observation.NoteFirstToken(at);
        }

        using var answer = _parts.ToAnswer();
        AnswerFacts.Tell(format, answer.RootElement, observation);
        if (!_parts.IsWhole)
        {
            observation.Update(level: ObservationLevel.Warning, statusMessage: "The stream ended before the answer did.");
        }
    }

    /// <summary>A line that is too long is left out; the next one counts again.</summary>
    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _isSkipping |= _line.WrittenCount + bytes.Length > EventBytesMax;
        if (!_isSkipping)
        {
            _line.Write(bytes);
        }
    }

    private void Take()
    {
        var line = _line.WrittenMemory;
        if (!_isSkipping && line.Span.StartsWith("data:"u8))
        {
            Take(line[5..]);
        }

        _isSkipping = false;
        _line.ResetWrittenCount();
    }

    private void Take(ReadOnlyMemory<byte> data)
    {
        if (data.Span.Trim((byte)' ').StartsWith("[DONE]"u8))
        {
            _parts.IsWhole = true;
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(data);
            if (_parts.Add(json.RootElement))
            {
                _firstToken ??= time.GetUtcNow();
            }
        }
        catch (JsonException)
        {
            // What is no JSON says nothing about the answer.
        }
    }
}
