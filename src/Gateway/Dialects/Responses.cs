using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary><c>POST /v1/responses</c>, OpenAI's newer endpoint: items in, items out.</summary>
internal sealed class Responses : Dialect
{
    private static readonly RequestShape Shape = new("input", "instructions") { NeedsPrompt = false };

    public override string Path => "responses";

    public override string Verb => "response";

    public override string AnswerName => "a response";

    public override ReadOnlySpan<byte> ErrorEventName => "error"u8;

    public override bool TakesExtrasInStream(ChatRequest request) => true;

    public override RequestFault? ReadRequest(ChatRequest request, int depthMax) => ChatRequestReader.Read(request, Shape, depthMax);

    public override Utf8Text ReadInputMessages(ChatRequest request) => SystemMessage.Before(request);

    public override ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated)
    {
        using var text = new PooledBytes();
        return new ResponsesAnswerReader(text).Read(body, isTruncated);
    }

    public override AnswerStreamReader CreateStreamReader(int bytesMax) => new ResponsesStreamReader(bytesMax);
}
