using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary><c>POST /v1/embeddings</c>: texts in, vectors out. Of the vectors only their number and length are kept.</summary>
internal sealed class Embeddings : Dialect
{
    private static readonly RequestShape Shape = new("input") { ModelExample = "openai/text-embedding-3-small" };

    public override string Path => "embeddings";

    public override string Verb => "embedding";

    public override string AnswerName => "a list of embeddings";

    public override SpanKind Kind => SpanKind.Embedding;

    public override RequestFault? ReadRequest(ChatRequest request, int depthMax) => ChatRequestReader.Read(request, Shape, depthMax);

    public override Utf8Text ReadInputText(ChatRequest request, PooledBytes text) => PromptReader.ReadTexts(request.Prompt.MemoryOf(request.Body), text);

    public override ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated) => new EmbeddingsAnswerReader().Read(body, isTruncated);

    public override AnswerStreamReader CreateStreamReader(int bytesMax) => new PlainStreamReader(bytesMax);
}
