using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Samples;

/// <summary>An agent with tools over the OpenAI client, which talks to its provider without the gateway.</summary>
public sealed class AgentTests(SharedServer shared)
{
    [Fact]
    public async Task Trace_has_the_agent_its_tool_and_every_call_of_the_model()
    {
        await using var provider = await FakeUpstream.StartAsync();
        provider.Answer = FakeChatModel.AnswerAsync;
        var said = await shared.Server.RunSampleAsync("Agent", ("OPENAI_BASE_URL", provider.BaseUrl), ("OPENAI_API_KEY", "sk-test"));
        var trace = await shared.Server.TraceAsync(said.After("trace"));
        Assert.Equal(("weather-agent", "ada", "holiday"), (trace.GetProperty("name").GetString(), trace.GetProperty("user_id").GetString(), trace.GetProperty("session_id").GetString()));

        var spans = trace.GetProperty("observations").EnumerateArray().ToList();
        var agent = spans.Single(span => Text(span, "kind") == "agent");
        var generations = spans.Where(span => Text(span, "kind") == "generation").ToList();
        Assert.Equal(3, generations.Count);
        Assert.Equal("weather", Text(spans.Single(span => Text(span, "kind") == "tool"), "name"));
        Assert.All(spans.Where(span => Text(span, "kind") != "agent"), span => Assert.Equal(Text(agent, "span_id"), Text(span, "parent_span_id")));
        Assert.All(generations, span => Assert.Equal(("gpt-4o-mini-2024-07-18", "openai", 1000, 100), (Text(span, "model"), Text(span, "provider"), Number(span, "tokens_in"), Number(span, "tokens_out"))));
        Assert.True(generations[2].GetProperty("ttft_ms").GetDouble() > 0);

        var second = await shared.Server.TraceAsync($"{said.After("trace")}-{Text(generations[1], "span_id")}");
        Assert.Equal(["system", "user", "assistant", "tool"], second.GetProperty("input_messages").EnumerateArray().Select(message => Text(message, "role")));
        Assert.Contains("Sunny in Oslo", second.GetRawText());
        Assert.Contains("gpt-4o-mini", Text(second, "model_asked"));
        Assert.Contains("Tells the weather of a city.", second.GetRawText());
        Assert.Contains("Hello, héllo, 你好 and 👋", trace.GetProperty("output_text").GetString());
    }

    private static long Number(JsonElement span, string name) => span.GetProperty(name).GetInt64();

    private static string? Text(JsonElement span, string name) => span.GetProperty(name).GetString();
}
