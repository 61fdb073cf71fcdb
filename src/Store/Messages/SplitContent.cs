using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Store.Messages;

/// <summary>What was said in a span as messages that are stored by themselves, and what of it must be stored with the span.</summary>
/// <param name="Input">The messages of the prompt.</param>
/// <param name="Output">The messages of the answer.</param>
/// <param name="IsInputTextImplied">Whether the text of the prompt is what its messages say, so that whoever reads them has it.</param>
/// <param name="IsOutputTextImplied">The same for the answer.</param>
internal sealed record SplitContent(MessageList Input, MessageList Output, bool IsInputTextImplied, bool IsOutputTextImplied)
{
    public static SplitContent Of(SpanPayload payload)
    {
        var (input, output) = (MessageList.Of(payload.InputMessages), MessageList.Of(payload.OutputMessages));
        using var text = new PooledBytes();
        if (input.Items.Count > 0 && !payload.InputText.IsEmpty)
        {
            MessageText.AppendOfUser(payload.InputMessages.Bytes.Span, text);
        }

        var isInput = input.Items.Count > 0 && text.Span.SequenceEqual(payload.InputText.Bytes.Span);
        text.Clear();
        if (output.Items.Count > 0)
        {
            MessageText.Append(payload.OutputMessages.Bytes.Span, text);
        }

        return new SplitContent(input, output, isInput, output.Items.Count > 0 && text.Span.SequenceEqual(payload.OutputText.Bytes.Span));
    }
}
