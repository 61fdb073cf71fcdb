using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Testing;

/// <summary>
/// Answers as OpenAI's endpoints do. The one for chat answers: whole or as a stream, with a tool call when tools are offered and the user spoke last, and with token
/// counts in a stream only when they were asked for. A form is answered with the model that stands in it.
/// </summary>
public static class FakeChatModel
{
    private const string Model = "gpt-4o-mini-2024-07-18";

    /// <summary>To be set as <see cref="FakeUpstream.Answer"/>.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            await UpstreamAnswers.Json(200, JsonSerializer.Serialize(new { text = form["model"].ToString() }))(context);
            return;
        }

        var request = JsonNode.Parse(context.Features.Get<ReceivedRequest>()!.Body)!;
        if (OtherEndpoint(context.Request.Path.Value!, isStream: (bool?)request["stream"] == true) is { } answer)
        {
            await answer(context);
            return;
        }

        var callsTool = request["tools"] is not null && (string?)request["messages"]!.AsArray()[^1]!["role"] == "user";
        if ((bool?)request["stream"] == true)
        {
            var counts = (bool?)request["stream_options"]?["include_usage"] == true;
            await UpstreamAnswers.Events(Chunks(callsTool, counts).Select(chunk => Encoding.UTF8.GetBytes($"data: {chunk}\n\n")))(context);
            return;
        }

        var message = callsTool
            ? $$"""{"role":"assistant","content":null,"tool_calls":[{{ToolCall("""{\"city\":\"Oslo\"}""")}}]}"""
            : request["response_format"] is not null
                ? """{"role":"assistant","content":"{\"greeting\":\"Hello\"}"}"""
                : """{"role":"assistant","content":"Hello, héllo, 你好 and 👋"}""";
        await UpstreamAnswers.Json(200, $$$"""
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"{{{Model}}}","choices":[{"index":0,"message":{{{message}}},"finish_reason":"{{{Reason(callsTool)}}}"}],"usage":{{{Usage}}}}
            """)(context);
    }

    /// <summary>Other providers than OpenAI have the same endpoints under longer paths.</summary>
    private static Func<HttpContext, Task>? OtherEndpoint(string path, bool isStream) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "completions" when path.EndsWith("/chat/completions", StringComparison.Ordinal) => null,
        "responses" => FakeResponses.AnswerAsync,
        "embeddings" => UpstreamAnswers.Json(200, """{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAAEA="}],"model":"text-embedding-3-small","usage":{"prompt_tokens":1000,"total_tokens":1000}}"""),
        "completions" when isStream => UpstreamAnswers.Events($"data: {Completion("")}\n\ndata: {Completion($",\"usage\":{Usage}")}\n\ndata: [DONE]\n\n"),
        "completions" => UpstreamAnswers.Json(200, Completion($",\"usage\":{Usage}")),
        "moderations" => UpstreamAnswers.Json(200, """{"id":"modr-1","model":"omni-moderation-latest","results":[{"flagged":false}]}"""),
        _ => null,
    };

    private static string Completion(string usage) =>
        $$$"""{"id":"cmpl-1","object":"text_completion","created":1,"model":"gpt-3.5-turbo-instruct","choices":[{"text":"Hello","index":0,"logprobs":null,"finish_reason":"stop"}]{{{usage}}}}""";

    private static string Usage => JsonSerializer.Serialize(new { prompt_tokens = 1000, completion_tokens = 100, total_tokens = 1100 });

    private static string Reason(bool callsTool) => callsTool ? "tool_calls" : "stop";

    private static string ToolCall(string arguments) =>
        $$$"""{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":"{{{arguments}}}"}}""";

    private static IEnumerable<string> Chunks(bool callsTool, bool counts)
    {
        string[] deltas = callsTool
            ? [$$"""{"role":"assistant","content":null,"tool_calls":[{{ToolCall("")}}]}""", """{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\"Oslo\"}"}}]}"""]
            : ["""{"role":"assistant","content":""}""", """{"content":"Hello, héllo, "}""", """{"content":"你好 and 👋"}"""];
        foreach (var delta in deltas)
        {
            yield return Chunk($$$"""[{"index":0,"delta":{{{delta}}},"finish_reason":null}]""", "");
        }

        yield return Chunk($$$"""[{"index":0,"delta":{},"finish_reason":"{{{Reason(callsTool)}}}"}]""", "");
        if (counts)
        {
            yield return Chunk("[]", $",\"usage\":{Usage}");
        }

        yield return "[DONE]";
    }

    private static string Chunk(string choices, string usage) =>
        $$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"{{Model}}","choices":{{choices}}{{usage}}}""";
}
