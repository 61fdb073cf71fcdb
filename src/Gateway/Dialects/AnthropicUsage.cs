using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Anthropic's token counts, which leave the cache out of the input, and come in several events of which the last word counts.</summary>
internal sealed class AnthropicUsage
{
    private long? _input;
    private long? _cacheRead;
    private long? _output;

    /// <summary>The part of the input that was written to the cache.</summary>
    public long? CacheWritten { get; private set; }

    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isInput = JsonText.Is(ref reader, "input_tokens"u8);
            var isRead = JsonText.Is(ref reader, "cache_read_input_tokens"u8);
            var isWritten = JsonText.Is(ref reader, "cache_creation_input_tokens"u8);
            var isOutput = JsonText.Is(ref reader, "output_tokens"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count >= 0)
            {
                _input = isInput ? count : _input;
                _cacheRead = isRead ? count : _cacheRead;
                CacheWritten = isWritten ? count : CacheWritten;
                _output = isOutput ? count : _output;
            }
            else
            {
                reader.Skip();
            }
        }
    }

    public TokenUsage ToUsage() => new()
    {
        Input = _input is { } input ? input + (_cacheRead ?? 0) + (CacheWritten ?? 0) : null,
        CachedInput = _cacheRead,
        Output = _output,
    };
}
