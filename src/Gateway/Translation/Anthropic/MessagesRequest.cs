using System.Collections.Frozen;
using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>Writes a chat request as a request of Anthropic's. What neither format's words below name goes as it is.</summary>
internal static class MessagesRequest
{
    private static readonly FrozenSet<string> Translated = FrozenSet.Create(
        "model", "messages", "max_tokens", "max_completion_tokens", "system", "tools", "tool_choice", "stop", "reasoning_effort", "thinking", "output_config",
        "response_format", "stream", "service_tier", "betas");

    /// <summary>Null when it could be written.</summary>
    public static RequestFault? Write(ChatAsk ask, Utf8JsonWriter json)
    {
        var (conversation, fault) = Conversation.Read(ask);
        if (conversation is null)
        {
            return fault;
        }

        (var thinking, fault) = ThinkingWish.Read(ask, conversation);
        if (thinking is null)
        {
            return fault;
        }

        json.WriteStartObject();
        json.WriteRaw("model", ask.Get("model") is { } model ? model.Raw() : default);
        WriteTokensMax(ask, json);
        fault = SystemBlocks.Write(ask, conversation, json) ?? MessageBlocks.Write(conversation, json) ?? ToolDefinitions.Write(ask, json) ?? ToolChoice.Write(ask, json);
        if (fault is not null)
        {
            return fault;
        }

        WriteStops(ask, json);
        thinking.WriteTo(json);
        fault = OutputConfig.Write(ask, thinking.Effort, json);
        WriteUser(ask, json);
        WriteServiceTier(ask, json);
        if (ask.IsStream)
        {
            json.WriteBoolean("stream"u8, true);
        }

        WriteOthers(ask, json);
        json.WriteEndObject();
        return fault;
    }

    private static void WriteTokensMax(ChatAsk ask, Utf8JsonWriter json)
    {
        if ((ask.Get("max_completion_tokens") ?? ask.Get("max_tokens")) is { } written)
        {
            json.WriteRaw("max_tokens", written.Raw());
        }
        else
        {
            json.WriteNumber("max_tokens"u8, ModelFamily.Of(ask.Model).TokensMax);
        }
    }

    private static void WriteStops(ChatAsk ask, Utf8JsonWriter json)
    {
        if (ask.Get("stop") is not { } stop)
        {
            return;
        }

        if (stop.ValueKind == JsonValueKind.String)
        {
            json.WriteStartArray("stop_sequences"u8);
            json.WriteRawValue(stop.Raw(), skipInputValidation: true);
            json.WriteEndArray();
        }
        else
        {
            json.WriteRaw("stop_sequences", stop.Raw());
        }
    }

    /// <summary>Of what the caller attached, Anthropic takes the user alone.</summary>
    private static void WriteUser(ChatAsk ask, Utf8JsonWriter json)
    {
        if (ask.User is { } user)
        {
            json.WriteStartObject("metadata"u8);
            if (user.ValueKind == JsonValueKind.Number)
            {
                json.WriteRawText("user_id", user.Raw());
            }
            else
            {
                json.WriteRaw("user_id", user.Raw());
            }

            json.WriteEndObject();
        }
    }

    private static void WriteServiceTier(ChatAsk ask, Utf8JsonWriter json)
    {
        switch (ask.Get("service_tier")?.Text())
        {
            case null:
                break;
            case "default":
                json.WriteString("service_tier"u8, "standard_only"u8);
                break;
            case "flex" or "priority" or "scale":
                json.WriteString("service_tier"u8, "auto"u8);
                break;
            case var tier:
                json.WriteString("service_tier"u8, tier);
                break;
        }
    }

    private static void WriteOthers(ChatAsk ask, Utf8JsonWriter json)
    {
        var hasStops = ask.Get("stop") is not null;
        foreach (var property in ask.Json.EnumerateObject())
        {
            var name = property.Name;
            var isKnown = Translated.Contains(name) || Inexpressible.Hints.Contains(name) || Inexpressible.Refused.Contains(name) || (hasStops && name == "stop_sequences");
            if (!isKnown && property.Value.ValueKind != JsonValueKind.Null)
            {
                json.WriteRaw(name, property.Value.Raw());
            }
        }
    }
}
