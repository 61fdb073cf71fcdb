using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads the <c>usage</c> object of an answer of OpenAI's, in the words of its older and of its newer endpoints.</summary>
internal static class UsageReader
{
    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader) => Read(ref reader, out _);

    /// <summary>The same, with the part of the input that was written to the provider's cache, where that is told.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader, out long? cacheWritten)
    {
        var usage = TokenUsage.Unknown;
        cacheWritten = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return usage;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "prompt_tokens"u8) || JsonText.Is(ref reader, "input_tokens"u8))
            {
                usage = usage with { Input = ReadCount(ref reader) };
            }
            else if (JsonText.Is(ref reader, "completion_tokens"u8) || JsonText.Is(ref reader, "output_tokens"u8))
            {
                usage = usage with { Output = ReadCount(ref reader) };
            }
            else if (JsonText.Is(ref reader, "prompt_tokens_details"u8) || JsonText.Is(ref reader, "input_tokens_details"u8))
            {
                usage = usage with { CachedInput = ReadDetail(ref reader, "cached_tokens"u8) ?? usage.CachedInput };
            }
            else if (JsonText.Is(ref reader, "completion_tokens_details"u8) || JsonText.Is(ref reader, "output_tokens_details"u8))
            {
                usage = usage with { Reasoning = ReadDetail(ref reader, "reasoning_tokens"u8) ?? usage.Reasoning };
            }
            else if (JsonText.Is(ref reader, "cache_creation_input_tokens"u8))
            {
                cacheWritten = ReadCount(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return usage;
    }

    private static long? ReadDetail(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        long? count = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, name))
            {
                count = ReadCount(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return count;
    }

    private static long? ReadCount(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count >= 0)
        {
            return count;
        }

        reader.Skip();
        return null;
    }
}
