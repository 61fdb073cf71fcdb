using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Store.Messages;

/// <summary>What was said in a span as messages that are stored by themselves, and what of it must be stored with the span.</summary>
internal sealed record SplitContent(MessageList Input, MessageList Output, bool IsOutputTextImplied)
{
    public static SplitContent Of(SpanPayload payload)
    {
        var output = MessageList.Of(payload.OutputMessages);
        return new SplitContent(MessageList.Of(payload.InputMessages), output, output.Items.Count > 0 && Implies(payload));
    }

    /// <summary>Whether the text of the answer is what its messages say, so that whoever reads them has it.</summary>
    private static bool Implies(SpanPayload payload)
    {
        using var text = new PooledBytes();
        MessageText.Append(payload.OutputMessages.Bytes.Span, text);
        return text.Span.SequenceEqual(payload.OutputText.Bytes.Span);
    }
}
