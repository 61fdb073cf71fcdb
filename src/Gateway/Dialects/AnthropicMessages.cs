using System.Buffers;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary><c>POST /v1/messages</c>, Anthropic's own format.</summary>
internal class AnthropicMessages : Dialect
{
    private static readonly RequestShape Shape = new("messages", "system") { IsMessages = true, ModelExample = "claude-sonnet-4-5" };

    public override string Path => "v1/messages";

    public override string Verb => "chat";

    public override string AnswerName => "a message";

    public override WireFormat? Format => WireFormat.Anthropic;

    public override bool TakesExtras => false;

    public override string? DefaultProvider => "anthropic";

    public override ReadOnlySpan<byte> ErrorEventName => "error"u8;

    public override RequestFault? ReadRequest(ChatRequest request, int depthMax) => ChatRequestReader.Read(request, Shape, depthMax);

    public override Utf8Text ReadInputMessages(ChatRequest request) => SystemMessage.Before(request);

    public override ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated)
    {
        using var text = new PooledBytes();
        return new AnthropicAnswerReader(text).Read(body, isTruncated);
    }

    public override AnswerStreamReader CreateStreamReader(int bytesMax) => new AnthropicStreamReader(bytesMax);

    public override void WriteError(IBufferWriter<byte> output, OpenAiError error) => AnthropicError.Write(output, error);
}
