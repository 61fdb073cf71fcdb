using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Testing;

/// <summary>Answers as OpenAI's responses endpoint does: whole or as a stream.</summary>
public static class FakeResponses
{
    private const string Text = """{"type":"output_text","text":"Hello, héllo","annotations":[]}""";
    private const string Items = $$"""[{"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"Hm"}]},{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{{Text}}]}]""";
    private const string Usage = """{"input_tokens":1000,"input_tokens_details":{"cached_tokens":200},"output_tokens":100,"output_tokens_details":{"reasoning_tokens":10},"total_tokens":1100}""";

    /// <summary>A streamed answer.</summary>
    public static string Stream { get; } = string.Concat(Events());

    /// <summary>To be set as <see cref="FakeUpstream.Answer"/>.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        var request = JsonNode.Parse(context.Features.Get<ReceivedRequest>()!.Body)!;
        var answer = (bool?)request["stream"] == true
            ? UpstreamAnswers.Events(Events().Select(Encoding.UTF8.GetBytes))
            : UpstreamAnswers.Json(200, Response("completed", Items, Usage));
        await answer(context);
    }

    private static string Response(string status, string output, string usage) =>
        $$$"""{"id":"resp_1","object":"response","created_at":1,"status":"{{{status}}}","error":null,"incomplete_details":null,"model":"gpt-4o-mini-2024-07-18","output":{{{output}}},"parallel_tool_calls":true,"tools":[],"text":{"format":{"type":"text"}},"usage":{{{usage}}}}""";

    private static IEnumerable<string> Events()
    {
        yield return Event("response.created", 0, $",\"response\":{Response("in_progress", "[]", "null")}");
        yield return Event("response.output_item.added", 1, ""","output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}""");
        yield return Event("response.content_part.added", 2, ""","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}""");
        yield return Event("response.output_text.delta", 3, ""","item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hello, ","logprobs":[]""");
        yield return Event("response.output_text.delta", 4, ""","item_id":"msg_1","output_index":0,"content_index":0,"delta":"héllo","logprobs":[]""");
        yield return Event("response.output_text.done", 5, ""","item_id":"msg_1","output_index":0,"content_index":0,"text":"Hello, héllo","logprobs":[]""");
        yield return Event("response.completed", 6, $",\"response\":{Response("completed", Items, Usage)}");
    }

    private static string Event(string type, int number, string more) => $"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":{number}{more}}}\n\n";
}
