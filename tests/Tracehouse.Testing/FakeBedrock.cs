using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Testing;

/// <summary>
/// Answers as Bedrock's Converse API does, to whoever signs with the right key: whole or as a stream, with thoughts and two tool calls when tools are offered and no
/// result of one came, and with an error for a model named <c>throttled</c>, or within the stream of one named <c>broken</c>.
/// </summary>
public static class FakeBedrock
{
    /// <summary>The key that it knows.</summary>
    public const string AccessId = "AKIDEXAMPLE";

    /// <summary>The secret of that key.</summary>
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private const string Usage = """{"inputTokens":100,"outputTokens":50,"totalTokens":3150,"cacheReadInputTokens":1000,"cacheWriteInputTokens":2000}""";
    private const string Text = "Hello, héllo, 你好 and 👋";

    /// <summary>A streamed answer with thoughts, words and two tool calls.</summary>
    public static byte[] Stream { get; } = [.. Messages(callsTool: true, isBroken: false).SelectMany(message => message)];

    /// <summary>To be set as <see cref="FakeUpstream.Answer"/>.</summary>
    public static Task AnswerAsync(HttpContext context) => AnswerAsync(context, "us-east-1", null);

    /// <summary>The same for another region, or for a session.</summary>
    public static async Task AnswerAsync(HttpContext context, string region, string? session)
    {
        var received = context.Features.Get<ReceivedRequest>()!;
        context.Response.Headers["x-amzn-RequestId"] = "request-1";
        if (AwsSignatureCheck.FaultOf(received, AccessId, Secret, region, session) is { } fault)
        {
            await Refuse(403, "InvalidSignatureException", fault)(context);
            return;
        }

        if (!received.Target.Contains("/converse", StringComparison.Ordinal))
        {
            await UpstreamAnswers.Json(200, """{"passed":true}""")(context);
            return;
        }

        await ConverseAsync(context, received);
    }

    private static async Task ConverseAsync(HttpContext context, ReceivedRequest received)
    {
        var request = JsonNode.Parse(received.Body)!;
        if (received.Target.Contains("throttled", StringComparison.Ordinal))
        {
            await Refuse(429, "ThrottlingException", "Too many requests")(context);
            return;
        }

        var hasResult = request["messages"]!.AsArray()[^1]!["content"]!.AsArray().Any(block => block!["toolResult"] is not null);
        var callsTool = request["toolConfig"] is not null && !hasResult;
        if (received.Target.EndsWith("/converse-stream", StringComparison.Ordinal))
        {
            context.Response.ContentType = "application/vnd.amazon.eventstream";
            foreach (var message in Messages(callsTool, received.Target.Contains("broken", StringComparison.Ordinal)))
            {
                await context.Response.Body.WriteAsync(message);
                await context.Response.Body.FlushAsync();
            }

            return;
        }

        var content = callsTool
            ? """[{"reasoningContent":{"reasoningText":{"text":"Let me look","signature":"c2ln"}}},{"toolUse":{"toolUseId":"tooluse_1","name":"weather","input":{"city":"Oslo"}}},{"toolUse":{"toolUseId":"tooluse_2","name":"time","input":{}}}]"""
            : $$"""[{"text":"{{Text}}"}]""";
        var reason = callsTool ? "tool_use" : "end_turn";
        await UpstreamAnswers.Json(200, $$$"""{"output":{"message":{"role":"assistant","content":{{{content}}}}},"stopReason":"{{{reason}}}","usage":{{{Usage}}},"metrics":{"latencyMs":12}}""")(context);
    }

    private static IEnumerable<byte[]> Messages(bool callsTool, bool isBroken)
    {
        yield return Event("messageStart", """{"p":"abcd","role":"assistant"}""");
        if (isBroken)
        {
            yield return Delta(0, """{"text":"Hel"}""");
            yield return EventStreamMessages.Exception("modelStreamErrorException", "The model broke down");
            yield break;
        }

        foreach (var message in callsTool ? Calls() : [Delta(0, """{"text":"Hello, héllo, "}"""), Delta(0, """{"text":"你好 and 👋"}"""), Stop(0)])
        {
            yield return message;
        }

        yield return Event("messageStop", $$"""{"stopReason":"{{(callsTool ? "tool_use" : "end_turn")}}"}""");
        yield return Event("metadata", $$$"""{"metrics":{"latencyMs":12},"usage":{{{Usage}}}}""");
    }

    private static byte[][] Calls() =>
    [
        Delta(0, """{"reasoningContent":{"text":"Let me "}}"""), Delta(0, """{"reasoningContent":{"text":"look"}}"""), Delta(0, """{"reasoningContent":{"signature":"c2ln"}}"""), Stop(0),
        Delta(1, """{"text":"I héar \"you\""}"""), Stop(1),
        Start(2, "tooluse_1", "weather"), Delta(2, """{"toolUse":{"input":""}}"""), Delta(2, """{"toolUse":{"input":"{\"city\": \"Os"}}"""), Delta(2, """{"toolUse":{"input":"lo\"}"}}"""), Stop(2),
        Start(3, "tooluse_2", "time"), Stop(3),
    ];

    private static byte[] Start(int index, string id, string name) => Event("contentBlockStart", $$$$"""{"contentBlockIndex":{{{{index}}}},"start":{"toolUse":{"toolUseId":"{{{{id}}}}","name":"{{{{name}}}}"}}}""");

    private static byte[] Delta(int index, string delta) => Event("contentBlockDelta", $$"""{"contentBlockIndex":{{index}},"delta":{{delta}}}""");

    private static byte[] Stop(int index) => Event("contentBlockStop", $$"""{"contentBlockIndex":{{index}}}""");

    private static byte[] Event(string name, string json) => EventStreamMessages.Event(name, json);

    private static Func<HttpContext, Task> Refuse(int status, string type, string message) =>
        UpstreamAnswers.Json(status, $$"""{"message":"{{message}}"}""", ("x-amzn-ErrorType", $"{type}:http://internal.amazon.com/coral/"));
}
