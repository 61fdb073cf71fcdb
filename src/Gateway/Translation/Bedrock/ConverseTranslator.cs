using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>What Bedrock's Converse API is in both directions, for one call.</summary>
internal sealed class ConverseTranslator : ChatTranslator
{
    private const string EventStream = "application/vnd.amazon.eventstream";
    private const string ChatPath = "/chat/completions";

    private string _model = "";
    private string _requestId = "";
    private string _errorType = "";

    private byte[] Id => Quote($"chatcmpl-{(_requestId.Length > 0 ? _requestId : Guid.NewGuid())}");

    public override RequestFault? TranslateRequest(ChatAsk ask, HttpRequestMessage message)
    {
        _model = ask.Model;
        if (_model.Trim('.').Length == 0)
        {
            return new RequestFault($"{_model} is no model of Bedrock's.", "model");
        }

        var body = new PooledBytes();
        if (ConverseRequest.Write(ask, body) is { } fault)
        {
            body.Dispose();
            return fault;
        }

        var url = message.RequestUri!;
        var start = $"{url.GetLeftPart(UriPartial.Authority)}{url.AbsolutePath[..^ChatPath.Length]}";
        message.RequestUri = new Uri($"{start}/model/{Uri.EscapeDataString(_model)}/{(ask.IsStream ? "converse-stream" : "converse")}");
        message.Headers.Remove("Accept");
        message.Content = new PooledContent(body);
        return null;
    }

    public override bool IsStream(HttpContent content) => content.Headers.ContentType?.MediaType == EventStream;

    public override bool TranslateAnswer(JsonElement answer, ChatAnswerWriter writer)
    {
        writer.Start(Id, Quote(_model));
        return ConverseAnswer.Translate(answer, writer);
    }

    public override StreamTranslator CreateStream(ChatChunkWriter chunks, int eventBytesMax) => new ConverseStream(chunks, Id, Quote(_model), eventBytesMax);

    public override OpenAiError TranslateError(int status, ReadOnlyMemory<byte> body) => ConverseError.Read(status, _errorType, body);

    /// <summary>OpenAI's clients look for the id of a request under another name.</summary>
    public override void TranslateHeaders(HttpResponseMessage response)
    {
        _requestId = Find(response.Headers, "x-amzn-RequestId");
        _errorType = Find(response.Headers, "x-amzn-ErrorType").Split(':')[0];
        if (_requestId.Length > 0)
        {
            response.Headers.TryAddWithoutValidation("x-request-id", _requestId);
        }
    }

    private static string Find(HttpResponseHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : "";

    private static byte[] Quote(string text) => Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text)}\"");
}
