using Tracehouse.Payloads;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Anthropic's token counts, which leave the cache out of the input, and come in several events of which the last word counts.</summary>
internal sealed class AnthropicUsage
{
    private long? _input;
    private long? _cacheRead;
    private long? _cacheWritten;
    private long? _writtenForAnHour;
    private long? _output;
    private long? _thinking;
    private long? _webSearches;

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
            if (JsonText.Is(ref reader, "cache_creation"u8))
            {
                _writtenForAnHour = UsageReader.ReadDetail(ref reader, "ephemeral_1h_input_tokens"u8) ?? _writtenForAnHour;
            }
            else if (JsonText.Is(ref reader, "server_tool_use"u8))
            {
                _webSearches = UsageReader.ReadDetail(ref reader, "web_search_requests"u8) ?? _webSearches;
            }
            else if (JsonText.Is(ref reader, "output_tokens_details"u8))
            {
                _thinking = UsageReader.ReadDetail(ref reader, "thinking_tokens"u8) ?? _thinking;
            }
            else
            {
                ReadTokens(ref reader);
            }
        }
    }

    public TokenUsage ToUsage() => new()
    {
        Input = _input is { } input ? input + (_cacheRead ?? 0) + (_cacheWritten ?? 0) : null,
        CachedInput = _cacheRead,
        Output = _output,
        Reasoning = _thinking,
        Details = UsageDetails.Of((UsageKind.CacheWrite, _cacheWritten), (UsageKind.CacheWriteHour, _writtenForAnHour), (UsageKind.WebSearches, _webSearches)),
    };

    private void ReadTokens(ref Utf8JsonReader reader)
    {
        var isInput = JsonText.Is(ref reader, "input_tokens"u8);
        var isRead = JsonText.Is(ref reader, "cache_read_input_tokens"u8);
        var isWritten = JsonText.Is(ref reader, "cache_creation_input_tokens"u8);
        var isOutput = JsonText.Is(ref reader, "output_tokens"u8);
        if (UsageReader.ReadCount(ref reader) is not { } count)
        {
            return;
        }

        _input = isInput ? count : _input;
        _cacheRead = isRead ? count : _cacheRead;
        _cacheWritten = isWritten ? count : _cacheWritten;
        _output = isOutput ? count : _output;
    }
}
