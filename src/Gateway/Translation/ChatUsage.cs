using System.Text.Json;

namespace Tracehouse.Gateway.Translation;

/// <summary>Token counts of an answer, as OpenAI's format tells them. Those that are null are not known.</summary>
internal sealed record ChatUsage
{
    /// <summary>All of the input, the cache's part included.</summary>
    public long Input { get; init; }

    public long Output { get; init; }

    /// <summary>The part of the input that was read from the cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>The part of the input that was written to the cache.</summary>
    public long? CacheWritten { get; init; }

    /// <summary>The part of the output that was thinking.</summary>
    public long? Reasoning { get; init; }

    /// <summary>What else the provider says of it: names, and values as JSON.</summary>
    public IReadOnlyList<(string Name, byte[] Json)> Others { get; init; } = [];

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens"u8, Input);
        json.WriteNumber("completion_tokens"u8, Output);
        json.WriteNumber("total_tokens"u8, Input + Output);
        WriteDetail(json, "prompt_tokens_details", "cached_tokens", CacheRead);
        WriteDetail(json, "completion_tokens_details", "reasoning_tokens", Reasoning);
        WriteCount(json, "cache_creation_input_tokens", CacheWritten);
        WriteCount(json, "cache_read_input_tokens", CacheRead);
        foreach (var (name, value) in Others)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter json, string details, string name, long? count)
    {
        if (count is not null)
        {
            json.WriteStartObject(details);
            json.WriteNumber(name, count.Value);
            json.WriteEndObject();
        }
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long? count)
    {
        if (count is not null)
        {
            json.WriteNumber(name, count.Value);
        }
    }
}
