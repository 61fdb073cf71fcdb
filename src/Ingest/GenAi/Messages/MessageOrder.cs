namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Puts messages together that were sent apart.</summary>
internal static class MessageOrder
{
    private const int OrderedMax = 1000;

    /// <summary>Thoughts that came as a message of their own go to the message that they led to.</summary>
    public static List<ChatMessage> JoinThoughts(List<ChatMessage> messages)
    {
        var joined = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            if (joined.Count > 0 && IsThought(joined[^1]) && message is { Role: "assistant", Reasoning: null })
            {
                message.AddReasoning(joined[^1].Reasoning);
                joined[^1] = message;
            }
            else
            {
                joined.Add(message);
            }
        }

        return joined;
    }

    private static bool IsThought(ChatMessage message) => message is { Role: "assistant", Parts.Count: 0, Calls.Count: 0, Refusal: null, Reasoning: not null };

    /// <summary>What a tool answered follows the call; events of one moment arrive in any order.</summary>
    public static void PutAnswersAfterCalls(List<ChatMessage> messages)
    {
        for (var index = 0; index < messages.Count && messages.Count <= OrderedMax; index++)
        {
            var answer = messages[index];
            if (answer.Role != "tool" || answer.ToolCallId is null)
            {
                continue;
            }

            var call = messages.FindIndex(message => message.Calls.Exists(made => made.Id == answer.ToolCallId));
            if (call > index)
            {
                messages.RemoveAt(index);
                messages.Insert(call, answer);
                index--;
            }
        }

        PutInOrderOfCalls(messages);
    }

    /// <summary>Answers that follow each other stand in the order of the calls before them.</summary>
    private static void PutInOrderOfCalls(List<ChatMessage> messages)
    {
        for (var index = 0; index < messages.Count && messages.Count <= OrderedMax; index++)
        {
            var calls = messages[index].Calls;
            var end = index + 1;
            while (end < messages.Count && messages[end].Role == "tool")
            {
                end++;
            }

            if (calls.Count > 1 && end > index + 2)
            {
                var answers = messages[(index + 1)..end].OrderBy(answer => calls.FindIndex(call => call.Id == answer.ToolCallId)).ToList();
                messages.RemoveRange(index + 1, answers.Count);
                messages.InsertRange(index + 1, answers);
            }
        }
    }
}
