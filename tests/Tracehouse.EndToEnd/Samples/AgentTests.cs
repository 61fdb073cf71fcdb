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

        var spans = trace.GetProperty("spans").EnumerateArray().ToList();
        var agent = spans.Single(span => Text(span, "kind") == "agent");
        var generations = spans.Where(span => Text(span, "kind") == "generation").ToList();
        Assert.Equal(3, generations.Count);
        Assert.Equal("weather", Text(spans.Single(span => Text(span, "kind") == "tool"), "name"));
        Assert.All(spans.Where(span => Text(span, "kind") != "agent"), span => Assert.Equal(Text(agent, "span_id"), Text(span, "parent_span_id")));
        Assert.All(generations, span => Assert.Equal(("gpt-4o-mini", "openai"), (Text(span, "model"), Text(span, "provider"))));
        Assert.Contains("Sunny in Oslo", generations[1].GetRawText());
        Assert.All(generations.Take(2), span => Assert.True(span.GetProperty("input_tokens").GetInt64() > 0));
        Assert.Contains("Hello, héllo, 你好 and 👋", trace.GetProperty("output_text").GetString());
    }

    private static string? Text(JsonElement span, string name) => span.GetProperty(name).GetString();
}
