using System.Text.Json;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Where the provider's cache may end: a property of a part in the words of Anthropic, a block after it in Converse.</summary>
internal static class CachePoint
{
    /// <summary>Writes the block if one of these has the property.</summary>
    public static void WriteAfter(Utf8JsonWriter json, params ReadOnlySpan<JsonElement> holders)
    {
        foreach (var holder in holders)
        {
            if (holder.Get("cache_control") is not { } control)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteStartObject("cachePoint"u8);
            json.WriteString("type"u8, "default"u8);
            if (control.Get("ttl") is { } ttl)
            {
                json.WriteRaw("ttl", ttl.Raw());
            }

            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }
    }
}
