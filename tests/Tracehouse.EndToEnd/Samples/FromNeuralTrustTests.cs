using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>The examples of NeuralTrust's page in C#, against the real server.</summary>
public sealed class FromNeuralTrustTests(SharedServer shared)
{
    [Fact]
    public async Task Every_type_of_event_arrives_with_its_kind_place_and_output()
    {
        var said = await shared.Server.RunSampleAsync("FromNeuralTrust");

        var basic = await shared.Server.TraceAsync(said.After("basic"));
        Assert.Equal(("message", "conv_123"), (basic.GetProperty("name").GetString(), basic.GetProperty("session_id").GetString()));
        Assert.Equal(("User: What's the weather?", "Bot: It's sunny!"), (basic.GetProperty("input_text").GetString(), basic.GetProperty("output_text").GetString()));

        var all = await shared.Server.TraceAsync(said.After("types"));
        Assert.Equal(
            [
                "chain message 0 Bot response", "tool tool 1 API response received", "generation generation 1 Response generated", "agent agent 1 Decided to search database",
                "retriever retrieval 1 Found 3 relevant documents", "span router 1 ", "event system 0 Cache warmed up", "event event 0 ",
            ],
            Tree(all));
        var feedback = Assert.Single(all.GetProperty("scores").EnumerateArray());
        Assert.Equal(
            ("feedback", "positive", 1, "User marked response as helpful"),
            (feedback.GetProperty("name").GetString(), feedback.GetProperty("string_value").GetString(), feedback.GetProperty("value").GetInt32(), feedback.GetProperty("comment").GetString()));
        Assert.Equal("all sent", said[^1]);
    }

    [Fact]
    public async Task Context_is_on_every_step_and_what_is_sent_at_once_has_the_time_it_took()
    {
        var said = await shared.Server.RunSampleAsync("FromNeuralTrust");

        var nested = await shared.Server.TraceAsync(said.After("nested"));
        Assert.Equal(["chain message 0 Bot: Neural networks are...", "retriever retrieval 1 Found 2 relevant articles", "generation generation 1 Generated response about neural networks"], Tree(nested));
        Assert.Equal("user_123", nested.GetProperty("user_id").GetString());
        Assert.Equal("production", nested.GetProperty("metadata").GetProperty("environment").GetString());
        Assert.Equal("conv_125", nested.GetProperty("metadata").GetProperty("conversation_id").GetString());

        var sent = await shared.Server.TraceAsync(said.After("sent"));
        Assert.Equal(["chain message 0 Bot: Hello", "tool tool 1 found"], Tree(sent));
        Assert.Equal(
            ["chain message 0", "generation generation 1", "generation chat echo 2"],
            Tree(await shared.Server.TraceAsync(said.After("answered"))).Select(span => string.Join(' ', span.Split(' ').TakeWhile(word => word != "This"))));
        Assert.Equal([250, 40], sent.GetProperty("observations").EnumerateArray().Select(span => Math.Round(span.GetProperty("latency_ms").GetDouble())));
    }

    /// <summary>The same events by NeuralTrust's own API and by the SDK make the same trace, but for ids, times and where it came from.</summary>
    [Fact]
    public async Task Trace_is_the_same_as_by_the_vendors_door()
    {
        var said = await shared.Server.RunSampleAsync("FromNeuralTrust");
        var ours = await shared.Server.TraceAsync(said.After("nested"));

        var (interaction, message) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");
        const string context = """
            "conversation_id": "conv_125", "user": {"user_id": "user_123"}, "metadata": {"environment": "production"}
            """;
        string[] events =
        [
            $$"""{"type": "traces", "task": "message", "trace_id": "{{message}}", "interaction_id": "{{interaction}}", "start_timestamp": 1764000000000, "end_timestamp": 1764000004000, "input": "User: Tell me about neural networks", "output": "Bot: Neural networks are...", {{context}}}""",
            $$"""{"type": "traces", "task": "retrieval", "trace_id": "{{Guid.NewGuid()}}", "parent_id": "{{message}}", "interaction_id": "{{interaction}}", "start_timestamp": 1764000001000, "end_timestamp": 1764000002000, "input": "Searching documentation", "output": "Found 2 relevant articles", {{context}}}""",
            $$"""{"type": "traces", "task": "generation", "trace_id": "{{Guid.NewGuid()}}", "parent_id": "{{message}}", "interaction_id": "{{interaction}}", "start_timestamp": 1764000002000, "end_timestamp": 1764000003000, "input": "Creating explanation", "output": "Generated response about neural networks", {{context}}}""",
        ];
        foreach (var body in events)
        {
            using var answer = await shared.Server.Http.PostAsync(
                new Uri(shared.Server.ApiUrl, "v1/trace"), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
        }

        var theirs = await shared.Server.TraceAsync(interaction.Replace("-", "", StringComparison.Ordinal));
        Assert.Equal(Tree(theirs), Tree(ours));
        foreach (var property in new[] { "name", "kind", "user_id", "session_id", "input_text", "output_text", "input_messages", "output_messages" })
        {
            Assert.Equal((property, Raw(theirs, property)), (property, Raw(ours, property)));
        }

        Assert.Equal(Sorted(theirs.GetProperty("metadata")), Sorted(ours.GetProperty("metadata")));
    }

    private static IEnumerable<string> Tree(JsonElement trace) => trace.GetProperty("observations").EnumerateArray().Select(span =>
        $"{span.GetProperty("kind").GetString()} {span.GetProperty("name").GetString()} {span.GetProperty("depth").GetInt32()} {span.GetProperty("output_preview").GetString()}");

    private static string? Raw(JsonElement trace, string property) => trace.TryGetProperty(property, out var value) ? value.GetRawText() : null;

    private static IEnumerable<string> Sorted(JsonElement metadata) => metadata.EnumerateObject().Select(pair => $"{pair.Name}={pair.Value.GetRawText()}").Order(StringComparer.Ordinal);
}
