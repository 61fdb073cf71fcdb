using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary><c>POST /v1/completions</c>, which came before chat: a prompt without messages, and choices with text.</summary>
internal sealed class Completions : Dialect
{
    private static readonly RequestShape Shape = new("prompt") { NeedsPrompt = false, ModelExample = "openai/gpt-3.5-turbo-instruct" };

    public override string Path => "completions";

    public override string Verb => "completion";

    public override string AnswerName => "a completion";

    public override bool AsksForUsage => true;

    public override RequestFault? ReadRequest(ChatRequest request, int depthMax) => ChatRequestReader.Read(request, Shape, depthMax);

    public override Utf8Text ReadInputText(ChatRequest request, PooledBytes text) => PromptReader.ReadTexts(request.Prompt.MemoryOf(request.Body), text);

    public override ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated)
    {
        using var reader = new ChatAnswerReader();
        return reader.Read(body, isTruncated);
    }

    public override AnswerStreamReader CreateStreamReader(int bytesMax) => new ChatStreamReader(bytesMax);
}
