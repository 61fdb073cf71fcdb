namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>A message on its way from any sender's form to that of OpenAI's chat API.</summary>
internal sealed class ChatMessage(string role)
{
    public string Role { get; set; } = role;

    public string? Name { get; set; }

    public string? ToolCallId { get; set; }

    public string? Reasoning { get; private set; }

    public string? Refusal { get; set; }

    /// <summary>Why the model stopped after it; null when it does not say.</summary>
    public string? FinishReason { get; set; }

    public List<ContentPart> Parts { get; } = [];

    public List<ToolCall> Calls { get; } = [];

    /// <summary>What else its sender wrote, as JSON by name.</summary>
    public List<(string Name, string Json)> Others { get; } = [];

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Parts.Count == 0 && Calls.Count == 0 && Reasoning is null && Refusal is null;

    public void AddText(string text)
    {
        // Some instrumentations write the word for a missing answer.
        if (text.Length > 0 && text != "null")
        {
            Parts.Add(new ContentPart(text, null));
        }
    }

    public void AddReasoning(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            Reasoning = Reasoning is null ? text : Reasoning + "\n\n" + text;
        }
    }
}
