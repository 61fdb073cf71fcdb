using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>The examples of OpenTracy's pages in C#, against the real server.</summary>
public sealed class FromOpenTracyTests(SharedServer shared)
{
    [Fact]
    public async Task Completions_say_what_they_cost_and_are_traces_with_their_metadata()
    {
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        var said = await shared.Server.RunSampleAsync("FromOpenTracy");

        var whole = await shared.Server.TraceAsync(said.After("completion"));
        Assert.Equal($"{whole.GetProperty("cost_usd").GetDecimal()} True openai/gpt-4o-mini", said.After("summary"));
        Assert.Contains("Where is my parcel?", whole.GetProperty("input_text").GetString());

        var labelled = await shared.Server.TraceAsync(said.After("metadata"));
        Assert.Equal(("u_42", "s_7af"), (labelled.GetProperty("user_id").GetString(), labelled.GetProperty("session_id").GetString()));
        Assert.Equal(("ticket_classifier", "B"), (labelled.GetProperty("metadata").GetProperty("feature").GetString(), labelled.GetProperty("metadata").GetProperty("ab_variant").GetString()));

        var quiet = await shared.Server.TraceAsync(said.After("quiet"));
        Assert.False(quiet.TryGetProperty("input_text", out _));
        Assert.Equal(1000, quiet.GetProperty("tokens_in").GetInt64());

        Assert.Contains($"found {said.After("metadata")}", said);
    }

    [Fact]
    public async Task Stream_ends_with_the_same_summary_and_a_call_lies_under_the_current_observation()
    {
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        var said = await shared.Server.RunSampleAsync("FromOpenTracy");

        var stream = await shared.Server.TraceAsync(said.After("stream"));
        Assert.True(stream.GetProperty("is_stream").GetBoolean());
        Assert.Equal("Hello, héllo, 你好 and 👋", said.After("said"));
        Assert.Equal(said.After("said"), stream.GetProperty("output_text").GetString());
        Assert.Equal($"{stream.GetProperty("cost_usd").GetDecimal()} openai", said.After("paid"));

        var nested = await shared.Server.TraceAsync(said.After("nested"));
        Assert.Equal("support-ticket", nested.GetProperty("name").GetString());
        Assert.Equal(["agent 0", "generation 1"], Tree(nested));
    }

    private static IEnumerable<string> Tree(JsonElement trace) =>
        trace.GetProperty("observations").EnumerateArray().Select(span => $"{span.GetProperty("kind").GetString()} {span.GetProperty("depth").GetInt32()}");
}
