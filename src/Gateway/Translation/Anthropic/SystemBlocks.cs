using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>The instructions, which Anthropic has apart from the messages: the caller's own <c>system</c>, then all messages of the system and the developer in their order.</summary>
internal static class SystemBlocks
{
    /// <summary>Null when they could be written.</summary>
    public static RequestFault? Write(ChatAsk ask, Conversation conversation, Utf8JsonWriter json)
    {
        var own = ask.Get("system");
        if (own is null && conversation.System.Count == 0)
        {
            return null;
        }

        json.WriteStartArray("system"u8);
        if (own is { ValueKind: JsonValueKind.String } text)
        {
            PartBlocks.WriteText(json, text, cacheControl: null);
        }

        foreach (var block in own.Items())
        {
            json.WriteRawValue(block.Raw(), skipInputValidation: true);
        }

        foreach (var message in conversation.System)
        {
            if (PartBlocks.Write(json, message) is { } fault)
            {
                return fault;
            }
        }

        json.WriteEndArray();
        return null;
    }
}
