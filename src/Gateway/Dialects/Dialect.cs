using System.Buffers;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>What one endpoint's requests and answers look like: all that differs between the calls that the gateway forwards.</summary>
internal abstract class Dialect
{
    /// <summary>What follows the provider's base address.</summary>
    public abstract string Path { get; }

    /// <summary>The word before the model in the name of a record.</summary>
    public abstract string Verb { get; }

    /// <summary>What its answers are, as in "this is not …".</summary>
    public abstract string AnswerName { get; }

    public virtual SpanKind Kind => SpanKind.Generation;

    /// <summary>The API that a provider must have; null when any will do.</summary>
    public virtual WireFormat? Format => WireFormat.OpenAi;

    /// <summary>Whether its answers are understood, so that a whole one is worth waiting for.</summary>
    public virtual bool IsUnderstood => true;

    /// <summary>Whether its clients read past further properties of an answer, so that ours may stand there.</summary>
    public virtual bool TakesExtras => true;

    /// <summary>Whether a stream that answers this request has an event in which they may stand: the one that brings the token counts.</summary>
    public virtual bool TakesExtrasInStream(ChatRequest request) => request.WantsUsage;

    /// <summary>Who gets the call whatever its model; null when the model decides.</summary>
    public virtual string? FixedProvider => null;

    /// <summary>Who gets a call whose model has no provider in its name; null when the price table decides.</summary>
    public virtual string? DefaultProvider => null;

    /// <summary>Whether a stream may count its tokens only when it is asked to, by <c>stream_options</c>.</summary>
    public virtual bool AsksForUsage => false;

    /// <summary>Finds in the request what is needed. Null when it can be routed.</summary>
    public abstract RequestFault? ReadRequest(ChatRequest request, int depthMax);

    /// <summary>The few bytes that the upstream must see differently.</summary>
    public virtual List<Splice> Rewrite(ChatRequest request, string model, bool askForUsage) => ChatRewrite.Plan(request, model, askForUsage);

    /// <summary>
    /// What the user said, as text, where there are no messages that say it; it lies in <paramref name="text"/> or in the request, and is valid as long as both.
    /// </summary>
    public virtual Utf8Text ReadInputText(ChatRequest request, PooledBytes text) => default;

    /// <summary>The whole prompt as a JSON array of messages; nothing when there are none. It may lie in the request.</summary>
    public virtual Utf8Text ReadInputMessages(ChatRequest request) => default;

    /// <summary>Reads an answer that came in one piece.</summary>
    public abstract ChatAnswer ReadAnswer(ReadOnlySpan<byte> body, bool isTruncated);

    /// <summary>What reads an answer that comes as events, up to a limit of bytes.</summary>
    public abstract AnswerStreamReader CreateStreamReader(int bytesMax);

    /// <summary>Writes an error of ours as the clients of this endpoint read it.</summary>
    public virtual void WriteError(IBufferWriter<byte> output, OpenAiError error) => error.WriteTo(output);

    /// <summary>The name of the event that brings such an error within a stream; nothing when events have no names.</summary>
    public virtual ReadOnlySpan<byte> ErrorEventName => default;
}
