using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Bedrock's token counts, in which the cache's part of the input is not part of the input.</summary>
internal static class ConverseUsage
{
    public static ChatUsage Read(JsonElement usage)
    {
        var (read, written) = (usage.GetCount("cacheReadInputTokens"), usage.GetCount("cacheWriteInputTokens"));
        return new ChatUsage
        {
            Input = (usage.GetCount("inputTokens") ?? 0) + (read ?? 0) + (written ?? 0),
            Output = usage.GetCount("outputTokens") ?? 0,
            CacheRead = read,
            CacheWritten = written,
            Others = usage.Get("cacheDetails") is { ValueKind: JsonValueKind.Array } details ? [("cache_creation", ByLifetime(details))] : [],
        };
    }

    /// <summary>How much was written for how long, in the words in which Anthropic tells the same.</summary>
    private static byte[] ByLifetime(JsonElement details)
    {
        using var output = new PooledBytes();
        using (var json = ChatJson.Write(output))
        {
            json.WriteStartObject();
            foreach (var detail in details.EnumerateArray().Where(detail => detail.GetText("ttl") is not null))
            {
                json.WriteNumber($"ephemeral_{detail.GetText("ttl")}_input_tokens", detail.GetCount("inputTokens") ?? 0);
            }

            json.WriteEndObject();
        }

        return output.ToArray();
    }
}
