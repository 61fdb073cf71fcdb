using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary><c>POST /v1/messages/count_tokens</c>: a message that is weighed and not sent to a model, which costs nothing.</summary>
internal sealed class AnthropicTokenCount : AnthropicMessages
{
    public override string Path => "v1/messages/count_tokens";

    public override string Verb => "count tokens";

    public override SpanKind Kind => SpanKind.Span;

    public override ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated) => PlainAnswer.Read(body, isTruncated);
}
