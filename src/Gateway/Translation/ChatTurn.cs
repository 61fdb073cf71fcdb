namespace Tracehouse.Gateway.Translation;

/// <summary>Messages of one side that follow one another. Answers of tools are on the user's side.</summary>
internal sealed record ChatTurn(bool IsAssistant, List<ChatMessage> Messages);
