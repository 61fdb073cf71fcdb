namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>What went into a span, or came out of it.</summary>
/// <param name="Messages">As messages; empty when it is none.</param>
/// <param name="Text">As text or JSON, when it is no messages.</param>
internal sealed record Content(IReadOnlyList<ChatMessage> Messages, string Text)
{
    /// <summary>Nothing.</summary>
    public static Content None { get; } = new([], "");

    public bool IsEmpty => Messages.Count == 0 && Text.Length == 0;

    public static Content Of(string text) => new([], text);

    public static Content Of(IReadOnlyList<ChatMessage> messages) => new(messages, "");
}
