using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Vendors.NeuralTrust;

public sealed class TraceEndpointTests
{
    private const string Path = "/v1/trace";

    [Fact]
    public async Task A_message_is_the_root_of_its_interaction_with_session_user_and_metadata()
    {
        await using var host = await VendorHost.StartAsync();
        var (status, body) = await host.PostAsync(Path, EventBody.Of("message", EventBody.Message, changes: """{"input": "hi", "output": "hello", "custom": "{'plan': 'gold', 'seats': 3, 'trial': False}"}"""));
        Assert.Equal((200, """{"status":200}"""), (status, body!.ToJsonString()));
        Assert.Equal(1, host.Kept.Flushes);
        var span = host.Kept.Records.Single();
        Assert.Equal((EventBody.Interaction.Replace("-", ""), EventBody.Message, null), (span.TraceId.Value, span.SpanId.Value, span.ParentSpanId));
        Assert.Equal(("neuraltrust", SpanKind.Chain, "message", "conversation-9", "u-77"), (span.Source, span.Kind, span.Name, span.SessionId, span.UserId));
        Assert.Equal((new DateTimeOffset(2025, 11, 21, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(2)), (span.StartTime, span.Duration));
        Assert.Equal(("hi", "hello"), (span.Payload.InputText.ToString(), span.Payload.OutputText.ToString()));
        var metadata = System.Text.Json.Nodes.JsonNode.Parse(span.Payload.Metadata.ToString())!;
        Assert.Equal(
            ("web", "session-4", "conversation-9", "Europe/Madrid", "mobile", "gold"),
            ((string?)metadata["channel_id"], (string?)metadata["session_id"], (string?)metadata["conversation_id"], (string?)metadata["timezone"], (string?)metadata["device"], (string?)metadata["plan"]));
        Assert.Null(metadata["user_agent"]);
        Assert.Null(metadata["custom"]);
    }

    [Theory]
    [InlineData("tool", SpanKind.Tool)]
    [InlineData("agent", SpanKind.Agent)]
    [InlineData("retrieval", SpanKind.Retriever)]
    [InlineData("generation", SpanKind.Generation)]
    [InlineData("router", SpanKind.Span)]
    [InlineData("system", SpanKind.Event)]
    [InlineData("event", SpanKind.Event)]
    [InlineData("something_new", SpanKind.Span)]
    public async Task Every_type_of_event_keeps_its_place_below_its_message(string task, SpanKind kind)
    {
        await using var host = await VendorHost.StartAsync();
        Assert.Equal(200, (await host.PostAsync(Path, EventBody.Of(task, "child-1", EventBody.Message), headers: ("token", "a:b"))).Status);
        var span = host.Kept.Records.Single();
        Assert.Equal((kind, task, EventBody.Message), (span.Kind, span.Name, span.ParentSpanId?.Value));
    }

    [Fact]
    public async Task Values_that_Python_printed_become_JSON_and_text_stays_text()
    {
        await using var host = await VendorHost.StartAsync();
        await host.PostAsync(Path, EventBody.Of("tool", "t", changes: """{"input": "{'city': 'Zürich', 'days': [1, 2.5, None, True], 'note': \"it's\"}", "output": "(well, 'fine') isn't it"}"""));
        var span = host.Kept.Records.Single();
        Assert.Equal("""{"city":"Zürich","days":[1,2.5,null,true],"note":"it's"}""", span.Payload.InputText.ToString());
        Assert.Equal("(well, 'fine') isn't it", span.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task Messages_that_Python_printed_are_messages()
    {
        await using var host = await VendorHost.StartAsync();
        await host.PostAsync(Path, EventBody.Of("generation", "g", changes: """{"input": "[{'role': 'system', 'content': 'Be kind.'}, {'role': 'user', 'content': 'Hi\\n'}]", "output": "None"}"""));
        var span = host.Kept.Records.Single();
        Assert.Equal("""[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi\n"}]""", span.Payload.InputMessages.ToString());
        Assert.True(span.Payload.OutputMessages.IsEmpty && span.Payload.OutputText.IsEmpty);
    }

    [Theory]
    [InlineData("""{"start_timestamp": 1763712000000000, "end_timestamp": 1763712001500000}""", 1500)]
    [InlineData("""{"start_timestamp": "1763712000000", "end_timestamp": "1763712001000"}""", 1000)]
    [InlineData("""{"start_timestamp": "2025-11-21T08:00:00Z", "end_timestamp": "2025-11-21T09:00:00.25+01:00"}""", 250)]
    [InlineData("""{"start_timestamp": 1763712000, "end_timestamp": 1763712003}""", 3000)]
    [InlineData("""{"start_timestamp": 1763712000000, "end_timestamp": 1763712000000, "latency": 431}""", 431)]
    [InlineData("""{"start_timestamp": null, "end_timestamp": 1763712000431, "latency": 431}""", 431)]
    [InlineData("""{"start_timestamp": 1763712000000, "end_timestamp": null}""", 0)]
    [InlineData("""{"start_timestamp": 1763712000000, "end_timestamp": 1763711000000}""", 0)]
    public async Task Times_of_every_unit_are_understood_and_a_latency_that_was_given_counts(string times, int milliseconds)
    {
        await using var host = await VendorHost.StartAsync();
        Assert.Equal(200, (await host.PostAsync(Path, EventBody.Of("tool", "t", changes: times))).Status);
        var span = host.Kept.Records.Single();
        Assert.Equal((new DateTimeOffset(2025, 11, 21, 8, 0, 0, TimeSpan.Zero), TimeSpan.FromMilliseconds(milliseconds)), (span.StartTime, span.Duration));
    }

    [Theory]
    [InlineData("positive", "positive", 1.0)]
    [InlineData("THUMBS_DOWN", "negative", -1.0)]
    [InlineData("FeedbackTag.NEUTRAL", "neutral", 0.0)]
    [InlineData("stars", "stars", null)]
    public async Task Feedback_is_a_score_of_the_event_that_it_is_about(string tag, string word, double? value)
    {
        await using var host = await VendorHost.StartAsync();
        await host.PostAsync(Path, EventBody.Of("feedback", "f-1", EventBody.Message, $$"""{"feedback_tag": "{{tag}}", "feedback_text": "a secret wish"}"""));
        Assert.Empty(host.Kept.Records);
        var score = host.Kept.Scores.Single();
        Assert.Equal(("f-1", "feedback", word, value, "a [left out] wish"), (score.Id, score.Name, score.StringValue, score.Value, score.Comment));
        Assert.Equal((EventBody.Interaction.Replace("-", ""), EventBody.Message, "u-77"), (score.TraceId?.Value, score.SpanId?.Value, score.Author));
    }

    [Fact]
    public async Task Events_of_the_first_versions_that_have_no_ids_of_their_own_make_a_trace_by_message()
    {
        await using var host = await VendorHost.StartAsync();
        foreach (var task in new[] { "retrieval", "generation" })
        {
            await host.PostAsync(Path, $$"""{"type": "traces", "task": "{{task}}", "message_id": "m-1", "conversation_id": "c", "user_id": "u", "timestamp": 1763712000000, "input": "q"}""", type: null);
        }

        Assert.Equal([("m-1", "u", "c"), ("m-1", "u", "c")], host.Kept.Records.Select(span => (span.TraceId.Value, span.UserId, span.SessionId)));
        Assert.Equal(2, host.Kept.Records.Select(span => span.SpanId).Distinct().Count());
    }

    [Theory]
    [InlineData("{", "no JSON")]
    [InlineData("[]", "object")]
    [InlineData("""{"type": "traces"}""", "'task'")]
    [InlineData("""{"task": "tool", "start_timestamp": "soon"}""", "'start_timestamp'")]
    [InlineData("""{"task": "tool", "interaction_id": "a\u0000b"}""", "'interaction_id'")]
    public async Task What_is_wrong_is_said_by_name(string body, string words)
    {
        await using var host = await VendorHost.StartAsync();
        var (status, answer) = await host.PostAsync(Path, body);
        Assert.Equal((400, 400), (status, (int)answer!["status"]!));
        Assert.Contains(words, (string?)answer["message"]);
        Assert.Empty(host.Kept.Records);
    }

    [Fact]
    public async Task Limits_and_a_full_spool_are_told()
    {
        await using var host = await VendorHost.StartAsync(("Vendors:NeuralTrust:BodyBytesMax", "4096"));
        var (status, answer) = await host.PostAsync(Path, EventBody.Of("tool", "t", changes: $$"""{"input": "{{new string('x', 5000)}}"}"""));
        Assert.Equal(413, status);
        Assert.Contains("Vendors:NeuralTrust:BodyBytesMax", (string?)answer!["message"]);
        host.Kept.IsFull = true;
        Assert.Equal(503, (await host.PostAsync(Path, EventBody.Of("tool", "t"))).Status);
    }
}
