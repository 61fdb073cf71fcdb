using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>Chat requests to Anthropic's <c>POST /v1/messages</c>, and its answers back.</summary>
internal sealed class AnthropicTranslator : ChatTranslator
{
    private const string Version = "2023-06-01";
    private const string ChatPath = "/chat/completions";
    private const string MessagesPath = "/v1/messages";
    private const string LoginTokenStart = "sk-ant-oat";

    public override RequestFault? TranslateRequest(ChatAsk ask, HttpRequestMessage message)
    {
        var body = new PooledBytes();
        using (var json = ChatJson.Write(body))
        {
            if (MessagesRequest.Write(ask, json) is { } fault)
            {
                body.Dispose();
                return fault;
            }
        }

        message.Content = new PooledContent(body);
        var address = message.RequestUri!;
        var path = address.AbsolutePath;
        path = path.EndsWith(ChatPath, StringComparison.Ordinal) ? path[..^ChatPath.Length] : path;
        message.RequestUri = new Uri($"{address.GetLeftPart(UriPartial.Authority)}{path}{MessagesPath}{address.Query}");
        SetHeaders(ask, message);
        return null;
    }

    public override bool TranslateAnswer(JsonElement answer, ChatAnswerWriter writer) => MessageAnswer.Translate(answer, writer);

    public override StreamTranslator CreateStream(ChatChunkWriter chunks, int eventBytesMax) => new MessageEvents(chunks, eventBytesMax);

    public override OpenAiError TranslateError(int status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, JsonPieces.Deep);
            if (json.RootElement.Get("error") is { } error)
            {
                return MessageError.Translate(error);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A proxy on the way may answer in any words, which are kept below.
        }

        return new OpenAiError(ErrorReader.Excerpt(Encoding.UTF8.GetString(body.Span)), status < 500 ? "invalid_request_error" : "server_error", "upstream_error");
    }

    /// <summary>OpenAI's clients look for the request's id under another name.</summary>
    public override void TranslateHeaders(HttpResponseMessage response)
    {
        if (!response.Headers.Contains("x-request-id") && response.Headers.TryGetValues("request-id", out var ids))
        {
            response.Headers.TryAddWithoutValidation("x-request-id", ids);
        }
    }

    private static void SetHeaders(ChatAsk ask, HttpRequestMessage message)
    {
        var headers = message.Headers;
        if (!headers.Contains("anthropic-version"))
        {
            headers.TryAddWithoutValidation("anthropic-version", Version);
        }

        foreach (var beta in ask.Get("betas").Items())
        {
            headers.TryAddWithoutValidation("anthropic-beta", beta.Text());
        }

        // OpenAI's clients send a key as a Bearer token, as which Anthropic takes only those of a login.
        if (headers.Authorization is { Scheme: "Bearer", Parameter: { } key } && !headers.Contains("x-api-key") && !key.StartsWith(LoginTokenStart, StringComparison.Ordinal))
        {
            headers.Authorization = null;
            headers.TryAddWithoutValidation("x-api-key", key);
        }
    }
}
