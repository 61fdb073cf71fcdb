using System.Collections.Frozen;
using System.Text.Json;
using Tracehouse.Gateway.Translation.Anthropic;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>What the model itself is to read: what callers write for it, how much it is to think, and whatever nobody here knows.</summary>
internal static class ConverseModelFields
{
    private const string Name = "additionalModelRequestFields";

    /// <summary>What has a place of its own in Converse.</summary>
    private static readonly FrozenSet<string> Translated = FrozenSet.Create(
        "model", "messages", "stream", "max_tokens", "max_completion_tokens", "temperature", "top_p", "stop", "tools", "tool_choice", "response_format", "service_tier", "outputConfig", Name);

    public static void Write(Utf8JsonWriter json, ChatAsk ask, bool isClaude, ThinkingWish? thinking)
    {
        var given = ask.Get(Name) is { ValueKind: JsonValueKind.Object } own ? own : default;
        json.WriteStartObject(Name);
        if (given.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in given.EnumerateObject())
            {
                json.WriteRaw(property.Name, property.Value.Raw());
            }
        }

        if (given.Get("tool_choice") is null)
        {
            ConverseTools.WriteClaudeChoice(json, ask, isClaude);
        }

        if (given.Get("thinking") is null)
        {
            thinking?.WriteTo(json);
        }

        foreach (var property in ask.Json.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null && IsUnknown(property.Name, isClaude) && given.Get(property.Name) is null)
            {
                json.WriteRaw(property.Name, property.Value.Raw());
            }
        }

        json.WriteEndObject();
    }

    private static bool IsUnknown(string name, bool isClaude) =>
        !Translated.Contains(name) && !ConverseRequest.Native.Contains(name) && !Inexpressible.Hints.Contains(name) && !Inexpressible.Refused.Contains(name)
        && !(isClaude && (name is "thinking" or "reasoning_effort"));
}
