using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracehouse.Gateway.Demo;

/// <summary>An upstream without a network and without a model: it answers with what it was told. So a newcomer sees a trace at once.</summary>
internal sealed class DemoHandler(TimeProvider time) : HttpMessageHandler
{
    private static readonly TimeSpan Thinking = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan PerWord = TimeSpan.FromMilliseconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken abort)
    {
        var request = JsonNode.Parse(await message.Content!.ReadAsByteArrayAsync(abort))!.AsObject();
        var answer = DemoAnswer.To(request, time.GetUtcNow());
        if (answer.Model == DemoModels.Error)
        {
            return TooManyRequests();
        }

        var isSlow = answer.Model == DemoModels.Slow;
        if (isSlow)
        {
            await Task.Delay(Thinking, time, abort);
        }

        return DemoAnswer.IsTrue(request["stream"]) ? Stream(answer, isSlow ? PerWord : TimeSpan.Zero, abort) : Json(HttpStatusCode.OK, answer.ToCompletion());
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
                await WriteEventAsync(writer, chunk.ToJsonString(), abort);
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

    private static HttpResponseMessage TooManyRequests()
    {
        var error = new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["message"] = "This is Tracehouse's built-in demo of an error: too many requests.",
                ["type"] = "rate_limit_error",
                ["param"] = null,
                ["code"] = "rate_limited",
            },
        };
        var response = Json(HttpStatusCode.TooManyRequests, error);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(1));
        return response;
    }

    private static HttpResponseMessage Json(HttpStatusCode status, JsonObject body) =>
        new(status) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
}
