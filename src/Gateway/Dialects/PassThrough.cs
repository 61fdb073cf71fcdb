using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>What goes through without being understood: it is recorded that it went, by whom, and its text where that is short.</summary>
/// <param name="path">What follows the provider's base address.</param>
/// <param name="verb">The word before the model in the name of the record.</param>
/// <param name="kind">What it is.</param>
internal sealed class PassThrough(string path, string verb, SpanKind kind) : Dialect
{
    private static readonly RequestShape Shapeless = new(null) { NeedsModel = false, NeedsPrompt = false };
    private static readonly RequestShape WithInput = new("input") { NeedsModel = false, NeedsPrompt = false };
    private static readonly RequestShape WithPrompt = new("prompt") { NeedsModel = false, NeedsPrompt = false };

    public override string Path => path;

    public override string Verb => verb;

    public override string AnswerName => "an answer";

    public override SpanKind Kind => kind;

    public override WireFormat? Format => FixedProvider is null ? WireFormat.OpenAi : null;

    public override bool IsUnderstood => false;

    public override bool TakesExtras => false;

    public override string? FixedProvider => Provider;

    public override string? DefaultProvider => "openai";

    /// <summary>Who gets the call whatever its model; then not even the model is rewritten.</summary>
    public string? Provider { get; init; }

    /// <summary>Reads a body that is JSON, and the model of a form. It is not for us to find fault with any body.</summary>
    public override RequestFault? ReadRequest(ChatRequest request, int depthMax)
    {
        if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true)
        {
            FormModel.Read(request);
        }
        else if (ChatRequestReader.Read(request, ShapeOf(), depthMax) is not null)
        {
            request.Forget();
        }

        return null;
    }

    public override List<Splice> Rewrite(ChatRequest request, string model, bool askForUsage) =>
        Provider is not null || request.Model is null ? []
        : request.IsForm ? FormModel.Rewrite(request, model)
        : ChatRewrite.Plan(request, model, askForUsage: false);

    public override Utf8Text ReadInputText(ChatRequest request, PooledBytes text) => PromptReader.ReadTexts(request.Prompt.MemoryOf(request.Body), text);

    public override ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated) => PlainAnswer.Read(body, isTruncated);

    public override AnswerStreamReader CreateStreamReader(int bytesMax) => new PlainStreamReader(bytesMax);

    private RequestShape ShapeOf() => verb switch
    {
        "moderation" or "audio" => WithInput,
        "image" => WithPrompt,
        _ => Shapeless,
    };
}
