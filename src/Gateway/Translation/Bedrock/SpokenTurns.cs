namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>The turns of a conversation in which something is said.</summary>
internal static class SpokenTurns
{
    /// <summary>The turns without messages that say nothing, which Bedrock refuses; those that this leaves side by side become one.</summary>
    public static List<ChatTurn> Of(Conversation conversation)
    {
        var turns = new List<ChatTurn>();
        foreach (var (isAssistant, messages) in conversation.Turns)
        {
            var spoken = messages.Where(IsSpoken).ToList();
            if (spoken.Count > 0 && turns.Count > 0 && turns[^1].IsAssistant == isAssistant)
            {
                turns[^1].Messages.AddRange(spoken);
            }
            else if (spoken.Count > 0)
            {
                turns.Add(new ChatTurn(isAssistant, spoken));
            }
        }

        return turns;
    }

    private static bool IsSpoken(ChatMessage message) =>
        message.Role == "tool" || message.Parts.Any() || message.ToolCalls.Any()
        || message.Json.Get("thinking_blocks").Items().Any() || message.Json.Get("content_blocks").Items().Any();
}
