using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary><c>POST /v1/chat/completions</c>.</summary>
internal sealed class ChatCompletions : Dialect
{
    private static readonly RequestShape Shape = new("messages") { IsMessages = true };

    public override string Path => "chat/completions";

    public override string Verb => "chat";

    public override string AnswerName => "a chat completion";

    public override bool AsksForUsage => true;

    public override RequestFault? ReadRequest(ChatRequest request, int depthMax) => ChatRequestReader.Read(request, Shape, depthMax);

    public override Utf8Text ReadInputMessages(ChatRequest request) => new(request.Prompt.MemoryOf(request.Body));

    public override ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated)
    {
        using var reader = new ChatAnswerReader();
        return reader.Read(body, isTruncated);
    }

    public override AnswerStreamReader CreateStreamReader(int bytesMax) => new ChatStreamReader(bytesMax);
}
