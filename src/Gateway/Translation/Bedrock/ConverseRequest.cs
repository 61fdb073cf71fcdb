using System.Collections.Frozen;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Translation.Anthropic;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Writes a chat request as one of Converse. What neither format knows goes to the model as it is.</summary>
internal static class ConverseRequest
{
    /// <summary>What callers may write in Converse's own words, besides what is written together with OpenAI's.</summary>
    public static FrozenSet<string> Native { get; } = FrozenSet.Create(
        "guardrailConfig", "performanceConfig", "promptVariables", "requestMetadata", "additionalModelResponseFieldPaths", "serviceTier");

    /// <summary>Null when all of it could be expressed.</summary>
    public static RequestFault? Write(ChatAsk ask, PooledBytes body)
    {
        var (conversation, fault) = Conversation.Read(ask);
        if (conversation is null)
        {
            return fault;
        }

        // The models of Anthropic's are told in their own words what Converse cannot say.
        var isClaude = ask.Model.Contains("claude", StringComparison.OrdinalIgnoreCase);
        (var thinking, fault) = isClaude ? ThinkingWish.Read(ask, conversation) : (null, null);
        if (fault is not null)
        {
            return fault;
        }

        using var json = ChatJson.Write(body);
        json.WriteStartObject();
        fault = new ConverseMessages(json).Write(conversation)
            ?? ConverseTools.Write(json, ask, conversation, isClaude)
            ?? ConverseOutput.Write(json, ask, thinking?.Effort);
        if (fault is not null)
        {
            return fault;
        }

        WriteInference(json, ask);
        WriteServiceTier(json, ask);
        foreach (var property in ask.Json.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null && Native.Contains(property.Name) && !(property.NameEquals("serviceTier") && TierOf(ask) is not null)))
        {
            json.WriteRaw(property.Name, property.Value.Raw());
        }

        ConverseModelFields.Write(json, ask, isClaude, thinking);
        json.WriteEndObject();
        json.Flush();
        return null;
    }

    private static void WriteInference(Utf8JsonWriter json, ChatAsk ask)
    {
        json.WriteStartObject("inferenceConfig"u8);
        if (ask.TokensMax is { } tokensMax)
        {
            json.WriteNumber("maxTokens"u8, tokensMax);
        }

        foreach (var (name, asked) in new[] { ("temperature", "temperature"), ("topP", "top_p") })
        {
            if (ask.Get(asked) is { } number)
            {
                json.WriteRaw(name, number.Raw());
            }
        }

        var stops = ask.Stops.ToList();
        if (stops.Count > 0)
        {
            json.WriteStartArray("stopSequences"u8);
            stops.ForEach(stop => json.WriteRawValue(stop.Raw(), skipInputValidation: true));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteServiceTier(Utf8JsonWriter json, ChatAsk ask)
    {
        if (TierOf(ask) is { } tier)
        {
            json.WriteStartObject("serviceTier"u8);
            json.WriteRaw("type", tier.Raw());
            json.WriteEndObject();
        }
    }

    /// <summary>Leaving it to OpenAI is leaving it to Bedrock.</summary>
    private static JsonElement? TierOf(ChatAsk ask) => ask.Get("service_tier") is { ValueKind: JsonValueKind.String } tier && tier.Text() != "auto" ? tier : null;
}
