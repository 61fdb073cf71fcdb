using Tracehouse.Payloads;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads the <c>usage</c> object of an answer of OpenAI's, in the words of its older and of its newer endpoints and of those who copied them.</summary>
internal static class UsageReader
{
    private const long CountMax = 1_000_000_000_000;

    /// <summary>Reads the value that the reader stands on, and leaves the reader on its last token.</summary>
    public static TokenUsage Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return TokenUsage.Unknown;
        }

        var counts = default(UsageCounts);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "prompt_tokens_details"u8) || JsonText.Is(ref reader, "input_tokens_details"u8))
            {
                ReadInputDetails(ref reader, ref counts);
            }
            else if (JsonText.Is(ref reader, "completion_tokens_details"u8) || JsonText.Is(ref reader, "output_tokens_details"u8))
            {
                ReadOutputDetails(ref reader, ref counts);
            }
            else if (JsonText.Is(ref reader, "cache_creation"u8))
            {
                counts.CacheWrittenForAnHour = ReadDetail(ref reader, "ephemeral_1h_input_tokens"u8);
            }
            else if (JsonText.Is(ref reader, "server_tool_use"u8))
            {
                counts.WebSearches = ReadDetail(ref reader, "web_search_requests"u8);
            }
            else
            {
                ReadTotals(ref reader, ref counts);
            }
        }

        return counts.ToUsage();
    }

    /// <summary>Reads a count that stands in an object, which the reader stands at the name of; null when it is not there.</summary>
    public static long? ReadDetail(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        long? count = null;
        if (!Enter(ref reader))
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = JsonText.Is(ref reader, name);
            var read = ReadCount(ref reader);
            count = isIt ? read : count;
        }

        return count;
    }

    /// <summary>Reads the value behind the name that the reader stands at; null when it is no count, or one that no call can have and no sum could hold.</summary>
    public static long? ReadCount(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count is >= 0 and <= CountMax)
        {
            return count;
        }

        reader.Skip();
        return null;
    }

    private static void ReadTotals(ref Utf8JsonReader reader, ref UsageCounts counts)
    {
        var isInput = JsonText.Is(ref reader, "prompt_tokens"u8) || JsonText.Is(ref reader, "input_tokens"u8);
        var isOutput = JsonText.Is(ref reader, "completion_tokens"u8) || JsonText.Is(ref reader, "output_tokens"u8);
        var isTotal = JsonText.Is(ref reader, "total_tokens"u8);
        var isCached = JsonText.Is(ref reader, "cached_tokens"u8) || JsonText.Is(ref reader, "prompt_cache_hit_tokens"u8);
        var isWritten = JsonText.Is(ref reader, "cache_creation_input_tokens"u8);
        var isReasoning = JsonText.Is(ref reader, "reasoning_tokens"u8);
        var isCitation = JsonText.Is(ref reader, "citation_tokens"u8);
        var isSearch = JsonText.Is(ref reader, "num_search_queries"u8);
        var count = ReadCount(ref reader);
        counts.Input = isInput ? count : counts.Input;
        counts.Output = isOutput ? count : counts.Output;
        counts.Total = isTotal ? count : counts.Total;
        counts.Cached ??= isCached ? count : null;
        counts.CacheWritten = isWritten ? count : counts.CacheWritten;
        counts.ReasoningBeside = isReasoning ? count : counts.ReasoningBeside;
        counts.CitationsBeside = isCitation ? count : counts.CitationsBeside;
        counts.WebSearches = isSearch ? count : counts.WebSearches;
    }

    private static void ReadInputDetails(ref Utf8JsonReader reader, ref UsageCounts counts)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonText.Is(ref reader, "cached_tokens_details"u8))
            {
                counts.CachedAudio = ReadDetail(ref reader, "audio_tokens"u8);
                continue;
            }

            var isCached = JsonText.Is(ref reader, "cached_tokens"u8);
            var isWritten = JsonText.Is(ref reader, "cache_write_tokens"u8);
            var isAudio = JsonText.Is(ref reader, "audio_tokens"u8);
            var isImage = JsonText.Is(ref reader, "image_tokens"u8);
            var count = ReadCount(ref reader);
            counts.Cached = isCached ? count : counts.Cached;
            counts.CacheWritten = isWritten ? count : counts.CacheWritten;
            counts.InputAudio = isAudio ? count : counts.InputAudio;
            counts.InputImage = isImage ? count : counts.InputImage;
        }
    }

    private static void ReadOutputDetails(ref Utf8JsonReader reader, ref UsageCounts counts)
    {
        if (!Enter(ref reader))
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReasoning = JsonText.Is(ref reader, "reasoning_tokens"u8);
            var isAudio = JsonText.Is(ref reader, "audio_tokens"u8);
            var isImage = JsonText.Is(ref reader, "image_tokens"u8);
            var count = ReadCount(ref reader);
            counts.Reasoning = isReasoning ? count : counts.Reasoning;
            counts.OutputAudio = isAudio ? count : counts.OutputAudio;
            counts.OutputImage = isImage ? count : counts.OutputImage;
        }
    }

    private static bool Enter(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        reader.Skip();
        return false;
    }
}
