using Anthropic;
using Anthropic.Models.Messages;
using Tracehouse.Sdk.Tests.Support;
using Xunit;

namespace Tracehouse.Sdk.Tests.Instrumentation;

/// <summary>The official Anthropic client, with one line more.</summary>
public sealed class AnthropicTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_a_generation_whose_input_includes_what_the_cache_had()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        provider.Answer = FakeProvider.Json(200, FakeProvider.Message);
        await Client(provider).Messages.Create(Question, Stop);

        Assert.True(session.Flush());
        var span = collector.Span("chat claude-sonnet-4-5");
        Assert.Equal(("generation", "anthropic", "claude-sonnet-4-5-20250929", "end_turn"),
            (span["langfuse.observation.type"], span["gen_ai.provider.name"], span["gen_ai.response.model"], span["gen_ai.response.finish_reasons"]));
        Assert.Equal(("3100", "50", "1000", "2000"), (span["gen_ai.usage.input_tokens"], span["gen_ai.usage.output_tokens"], span["gen_ai.usage.cache_read.input_tokens"], span["gen_ai.usage.cache_creation.input_tokens"]));
        Assert.Equal(("Be kind.", """{"max_tokens":100}"""), (span["gen_ai.system_instructions"], span["langfuse.observation.model.parameters"]));
        Assert.Contains("Hi", span["langfuse.observation.input"]);
        Assert.Equal("""{"role":"assistant","content":[{"type":"text","text":"Hello, héllo"}]}""", span["langfuse.observation.output"]);
    }

    [Fact]
    public async Task A_stream_is_put_together_with_the_tools_that_it_calls()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        provider.Answer = FakeProvider.Events(FakeProvider.MessageEvents);
        var count = 0;
        await foreach (var _ in Client(provider).Messages.CreateStreaming(Question, Stop))
        {
            count++;
        }

        Assert.True(count > 5);
        Assert.True(session.Flush());
        var span = collector.Span("chat claude-sonnet-4-5");
        Assert.Equal(
            """{"role":"assistant","content":[{"type":"text","text":"Hello, héllo"},{"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Oslo"}}]}""", span["langfuse.observation.output"]);
        Assert.Equal(("3100", "50", "tool_use"), (span["gen_ai.usage.input_tokens"], span["gen_ai.usage.output_tokens"], span["gen_ai.response.finish_reasons"]));
        Assert.Equal("", span["langfuse.observation.level"]);
        Assert.NotEqual("", span["langfuse.observation.completion_start_time"]);
    }

    private static MessageCreateParams Question => new()
    {
        Model = "claude-sonnet-4-5",
        MaxTokens = 100,
        System = "Be kind.",
        Messages = [new UserMessageParam("Hi")],
    };

    private static AnthropicClient Client(FakeProvider provider) => new() { ApiKey = "sk-ant", BaseUrl = provider.Url.OriginalString, HttpClient = Tracing.CreateHttpClient() };
}
