using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracehouse.Gateway.Demo;

/// <summary>An upstream without a network and without a model: it answers with what it was told. So a newcomer sees a trace at once.</summary>
internal sealed class DemoHandler(TimeProvider time) : HttpMessageHandler
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int DepthMax = 512;

    private static readonly TimeSpan Thinking = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan PerWord = TimeSpan.FromMilliseconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken abort)
    {
        if (message.RequestUri!.AbsolutePath != "/chat/completions")
        {
            return Error(HttpStatusCode.NotFound, "not_found", "The demo answers POST /v1/chat/completions only.");
        }

        var answer = Read(await message.Content!.ReadAsByteArrayAsync(abort));
        if (answer is null)
        {
            return Error(HttpStatusCode.BadRequest, "invalid_request", "The demo cannot read this: a name is in it twice, or text that is not Unicode.");
        }

        if (answer.Model == DemoModels.Error)
        {
            var response = Error(HttpStatusCode.TooManyRequests, "rate_limited", "This is Tracehouse's built-in demo of an error: too many requests.");
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1));
            return response;
        }

        var isSlow = answer.Model == DemoModels.Slow;
        if (isSlow)
        {
            await Task.Delay(Thinking, time, abort);
        }

        return answer.IsStream ? Stream(answer, isSlow ? PerWord : TimeSpan.Zero, abort) : Json(HttpStatusCode.OK, answer.ToCompletion());
    }

    /// <summary>Null when the request holds what the gateway lets pass and the JSON library does not.</summary>
    private DemoAnswer? Read(byte[] body)
    {
        try
        {
            return DemoAnswer.To(JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { MaxDepth = DepthMax })!.AsObject(), time.GetUtcNow());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private HttpResponseMessage Stream(DemoAnswer answer, TimeSpan pause, CancellationToken abort)
    {
        var pipe = new Pipe();
        _ = WriteAsync(pipe.Writer, answer, pause, abort);
        var content = new StreamContent(pipe.Reader.AsStream());
        content.Headers.ContentType = new MediaTypeHeaderValue("text/event-stream");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private async Task WriteAsync(PipeWriter writer, DemoAnswer answer, TimeSpan pause, CancellationToken abort)
    {
        Exception? failure = null;
        try
        {
            foreach (var chunk in answer.ToChunks())
            {
                await WriteEventAsync(writer, chunk.ToJsonString(Readable), abort);
                await Task.Delay(pause, time, abort);
            }

            await WriteEventAsync(writer, "[DONE]", abort);
        }
        catch (Exception e)
        {
            failure = e;
        }

        await writer.CompleteAsync(failure);
    }

    private static async ValueTask WriteEventAsync(PipeWriter writer, string data, CancellationToken abort) =>
        await writer.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"), abort);

    private static HttpResponseMessage Error(HttpStatusCode status, string code, string message)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = "demo_error", ["param"] = null, ["code"] = code };
        return Json(status, new JsonObject { ["error"] = error });
    }

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(body.ToJsonString(Readable), Encoding.UTF8, "application/json") };
}
