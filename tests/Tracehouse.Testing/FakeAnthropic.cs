using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Testing;

/// <summary>
/// Answers as Anthropic's messages endpoint does: whole or as a stream, with thinking and two tool calls when tools are offered and the user spoke
/// last in plain words, with an object when a schema is given, with the data of an image that the user sent, and with an error when the model is
/// named <c>overloaded</c>.
/// </summary>
public static class FakeAnthropic
{
    private const string Model = "claude-sonnet-4-5-20250929";
    private const string Usage = """{"input_tokens":100,"cache_creation_input_tokens":2000,"cache_read_input_tokens":1000,"output_tokens":1,"service_tier":"standard"}""";

    /// <summary>A streamed answer with every kind of block.</summary>
    public static string Stream { get; } = string.Concat(Events(callsTool: true));

    /// <summary>To be set as <see cref="FakeUpstream.Answer"/>.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        var request = JsonNode.Parse(context.Features.Get<ReceivedRequest>()!.Body)!;
        var model = (string?)request["model"];
        if (model == "overloaded")
        {
            await UpstreamAnswers.Json(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}""", ("x-should-retry", "false"))(context);
            return;
        }

        if (context.Request.Path.Value!.EndsWith("/count_tokens", StringComparison.Ordinal))
        {
            await UpstreamAnswers.Json(200, """{"input_tokens":14}""")(context);
            return;
        }

        var said = request["messages"]!.AsArray()[^1]!["content"]!;
        var callsTool = request["tools"] is not null && Find(said, "tool_result") is null;
        if ((bool?)request["stream"] == true)
        {
            await UpstreamAnswers.Events(Events(callsTool).Select(Encoding.UTF8.GetBytes))(context);
            return;
        }

        var content = callsTool
            ? """[{"type":"thinking","thinking":"Let me look","signature":"c2ln"},{"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Oslo"}},{"type":"tool_use","id":"toolu_2","name":"time","input":{}}]"""
            : $$"""[{"type":"text","text":"{{Words(request, said)}}"}]""";
        await UpstreamAnswers.Json(200, Message(content, callsTool ? "\"tool_use\"" : "\"end_turn\"", Usage.Replace("\"output_tokens\":1", "\"output_tokens\":50")))(context);
    }

    /// <summary>Answers only what Anthropic would, and refuses with its error what it would not.</summary>
    public static Task StrictAsync(HttpContext context) =>
        AnthropicRules.Find(context.Features.Get<ReceivedRequest>()!) is { } fault
            ? UpstreamAnswers.Json(400, $$$"""{"type":"error","error":{"type":"invalid_request_error","message":"{{{fault}}}"}}""")(context)
            : AnswerAsync(context);

    private static string Words(JsonNode request, JsonNode said) =>
        request["output_config"]?["format"] is not null ? """{\"city\":\"Oslo\"}"""
        : Find(said, "image")?["source"] is { } image ? $"{image["media_type"]} {image["data"]}"
        : "Hello, héllo, 你好 and 👋";

    private static JsonNode? Find(JsonNode said, string type) => (said as JsonArray)?.FirstOrDefault(block => (string?)block!["type"] == type);

    private static string Message(string content, string stopReason, string usage) =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"{{{Model}}}","content":{{{content}}},"stop_reason":{{{stopReason}}},"stop_sequence":null,"usage":{{{usage}}}}""";

    private static IEnumerable<string> Events(bool callsTool)
    {
        yield return Event("message_start", $$""","message":{{Message("[]", "null", Usage)}}""");
        yield return Event("ping", "");
        string[] blocks = callsTool
            ? [
                .. Block(0, """{"type":"thinking","thinking":"","signature":""}""", """{"type":"thinking_delta","thinking":"Let me "}""", """{"type":"thinking_delta","thinking":"look"}""", """{"type":"signature_delta","signature":"c2ln"}"""),
                .. Block(1, """{"type":"text","text":""}""", """{"type":"text_delta","text":"I héar \"you\""}""", """{"type":"citations_delta","citation":{"type":"page_location","cited_text":"x"}}"""),
                .. Block(2, """{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}""", """{"type":"input_json_delta","partial_json":""}""", """{"type":"input_json_delta","partial_json":"{\"city\": \"Os"}""", """{"type":"input_json_delta","partial_json":"lo\"}"}"""),
                .. Block(3, """{"type":"tool_use","id":"toolu_2","name":"time","input":{}}"""),
            ]
            : [.. Block(0, """{"type":"text","text":""}""", """{"type":"text_delta","text":"Hello, héllo, "}""", """{"type":"text_delta","text":"你好 and 👋"}""")];
        foreach (var block in blocks)
        {
            yield return block;
        }

        yield return Event("message_delta", $$$""","delta":{"stop_reason":"{{{(callsTool ? "tool_use" : "end_turn")}}}","stop_sequence":null},"usage":{"output_tokens":50}""");
        yield return Event("message_stop", "");
    }

    private static IEnumerable<string> Block(int index, string start, params string[] deltas) =>
    [
        Event("content_block_start", $$""","index":{{index}},"content_block":{{start}}"""),
        .. deltas.Select(delta => Event("content_block_delta", $$""","index":{{index}},"delta":{{delta}}""")),
        Event("content_block_stop", $$""","index":{{index}}"""),
    ];

    private static string Event(string type, string more) => $"event: {type}\ndata: {{\"type\":\"{type}\"{more}}}\n\n";
}
