using System.Text.Json;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation;

/// <summary>What a provider's format is in both directions: chat requests of OpenAI's into it, and its answers into OpenAI's.</summary>
internal abstract class ChatTranslator
{
    /// <summary>Puts the request into the provider's words: its address, its body and its headers. Null when that could be done.</summary>
    public abstract RequestFault? TranslateRequest(ChatAsk ask, HttpRequestMessage message);

    /// <summary>Whether an answer comes as a stream.</summary>
    public virtual bool IsStream(HttpContent content) => MediaTypes.IsEventStream(content);

    /// <summary>Translates an answer in one piece. False when it is no answer.</summary>
    public abstract bool TranslateAnswer(JsonElement answer, ChatAnswerWriter writer);

    /// <summary>What translates an answer that comes as a stream, with a limit for each of its events.</summary>
    public abstract StreamTranslator CreateStream(ChatChunkWriter chunks, int eventBytesMax);

    /// <summary>Translates the body of an error.</summary>
    public abstract OpenAiError TranslateError(int status, ReadOnlyMemory<byte> body);

    /// <summary>Called for every answer before its body is read, for headers that have another name elsewhere.</summary>
    public virtual void TranslateHeaders(HttpResponseMessage response)
    {
    }
}
