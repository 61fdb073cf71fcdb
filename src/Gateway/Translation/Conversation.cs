using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation;

/// <summary>The messages of a request as the other formats want them: instructions apart, and two sides that take turns.</summary>
internal sealed class Conversation
{
    /// <summary>The messages of the system and of the developer, in their order.</summary>
    public List<ChatMessage> System { get; } = [];

    public List<ChatTurn> Turns { get; } = [];

    /// <summary>One of the two is null.</summary>
    public static (Conversation?, RequestFault?) Read(ChatAsk ask)
    {
        var conversation = new Conversation();
        var index = 0;
        foreach (var json in ask.Get("messages").Items())
        {
            var message = new ChatMessage(index++, json.GetText("role") ?? "", json);
            switch (message.Role)
            {
                case "system" or "developer":
                    conversation.System.Add(message);
                    break;
                case "user" or "tool" or "assistant":
                    conversation.Add(message);
                    break;
                default:
                    return (null, new RequestFault(
                        $"{message.Param}.role is \"{message.Role}\"; it must be system, developer, user, assistant or tool for this provider.", $"{message.Param}.role"));
            }
        }

        return (conversation, null);
    }

    private void Add(ChatMessage message)
    {
        var isAssistant = message.Role == "assistant";
        if (Turns.Count == 0 || Turns[^1].IsAssistant != isAssistant)
        {
            Turns.Add(new ChatTurn(isAssistant, []));
        }

        Turns[^1].Messages.Add(message);
    }
}
