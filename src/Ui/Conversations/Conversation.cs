using Tracehouse.Query.Traces;

namespace Tracehouse.Ui.Conversations;

/// <summary>The prompt and the response of a trace as a list of messages.</summary>
/// <param name="Messages">The newest, in order.</param>
/// <param name="LeftOut">How many older messages are not shown.</param>
public sealed record Conversation(IReadOnlyList<Message> Messages, int LeftOut)
{
    /// <summary>How many messages a page shows at most.</summary>
    public const int MessagesMax = 300;

    public static Conversation Of(TraceDetail trace) => Of(trace.InputMessages, trace.InputText, trace.OutputMessages, trace.OutputText);

    /// <summary>All of it, however much it is: most of it will have been shown before.</summary>
    public static Conversation Of(SpanContent span) => Of(span.InputMessages, span.InputText, span.OutputMessages, span.OutputText, int.MaxValue);

    /// <summary>All of it, for whoever looks for one part.</summary>
    public static Conversation Whole(TraceDetail trace) => Of(trace.InputMessages, trace.InputText, trace.OutputMessages, trace.OutputText, int.MaxValue);

    /// <summary>The whole text of a part; null when there is no such part.</summary>
    public string? TextOf(int number) => Messages.SelectMany(message => message.Parts).FirstOrDefault(part => part.Number == number)?.Text;

    private static Conversation Of(string input, string inputText, string output, string outputText, int messagesMax = MessagesMax)
    {
        var all = new List<Message>(MessageReader.Read(input, inputText, isOutput: false));
        all.AddRange(MessageReader.Read(output, outputText, isOutput: true));
        var number = 0;
        var numbered = all.Select(message => message with { Parts = [.. message.Parts.Select(part => part with { Number = number++ })] }).ToList();
        var leftOut = Math.Max(0, numbered.Count - messagesMax);
        return new Conversation(numbered[leftOut..], leftOut);
    }
}
