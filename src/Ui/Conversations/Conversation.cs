using Tracehouse.Query.Traces;

namespace Tracehouse.Ui.Conversations;

/// <summary>The prompt and the response of a trace as a list of messages.</summary>
/// <param name="Messages">The newest, in order.</param>
/// <param name="LeftOut">How many older messages are not shown.</param>
public sealed record Conversation(IReadOnlyList<Message> Messages, int LeftOut)
{
    /// <summary>How many messages a page shows at most.</summary>
    public const int MessagesMax = 300;

    public static Conversation Of(TraceDetail trace)
    {
        var all = new List<Message>(MessageReader.Read(trace.InputMessages, trace.InputText, isOutput: false));
        all.AddRange(MessageReader.Read(trace.OutputMessages, trace.OutputText, isOutput: true));
        var number = 0;
        var numbered = all.Select(message => message with { Parts = [.. message.Parts.Select(part => part with { Number = number++ })] }).ToList();
        var leftOut = Math.Max(0, numbered.Count - MessagesMax);
        return new Conversation(numbered[leftOut..], leftOut);
    }

    /// <summary>The whole text of a part; null when there is no such part.</summary>
    public string? TextOf(int number) => Messages.SelectMany(message => message.Parts).FirstOrDefault(part => part.Number == number)?.Text;
}
