using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Tracehouse.Sdk.Tests.Support;
using Xunit;

namespace Tracehouse.Sdk.Tests.Instrumentation;

/// <summary>Any chat client, with one line more.</summary>
public sealed class ChatClientTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_a_generation_with_messages_tools_parameters_and_usage()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using var client = new FakeChat().WithTracing();
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Weather in Oslo?"),
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "weather", new Dictionary<string, object?> { ["city"] = "Oslo" })]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", "Sunny")]),
        ];
        var answer = await client.GetResponseAsync(messages, new ChatOptions { ModelId = "m1", Temperature = 0.5f, Instructions = "Be kind." }, Stop);
        Assert.Equal("Hello", answer.Text);

        Assert.True(session.Flush());
        var span = collector.Span("chat m1");
        Assert.Equal("""[{"role":"user","content":"Weather in Oslo?"},{"role":"assistant","content":"","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]},{"role":"tool","tool_call_id":"call_1","content":"Sunny"}]""", span["langfuse.observation.input"]);
        Assert.Equal("""[{"role":"assistant","content":"Hello"}]""", span["langfuse.observation.output"]);
        Assert.Equal(("m1-2025", "10", "5", "4", "Be kind.", "fake", "stop"),
            (span["gen_ai.response.model"], span["gen_ai.usage.input_tokens"], span["gen_ai.usage.output_tokens"], span["gen_ai.usage.cache_read.input_tokens"], span["gen_ai.system_instructions"], span["gen_ai.provider.name"], span["gen_ai.response.finish_reasons"]));
        Assert.Equal("""{"temperature":0.5}""", span["langfuse.observation.model.parameters"]);
    }

    [Fact]
    public async Task A_stream_is_put_together_and_its_reader_stays_where_it_is()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using var client = new FakeChat().WithTracing();
        using (Tracing.StartObservation("agent"))
        {
            await foreach (var _ in client.GetStreamingResponseAsync("Hi", cancellationToken: Stop))
            {
                using var reading = Tracing.StartObservation("reading");
            }

            Assert.Equal("agent", Activity.Current!.DisplayName);
        }

        Assert.True(session.Flush());
        var span = collector.Spans.Single(span => span["langfuse.observation.type"] == "generation");
        Assert.Equal("""[{"role":"assistant","content":"Hello"}]""", span["langfuse.observation.output"]);
        Assert.Equal(("10", ""), (span["gen_ai.usage.input_tokens"], span["langfuse.observation.level"]));
        Assert.NotEqual("", span["langfuse.observation.completion_start_time"]);
        Assert.All(collector.Spans.Where(read => read.Name == "reading"), read => Assert.Equal(collector.Span("agent").Id, read.ParentId));
        Assert.All(collector.Spans.Where(read => read.Name.StartsWith("within", StringComparison.Ordinal)), read => Assert.Equal(span.Id, read.ParentId));
    }

    [Fact]
    public async Task A_failure_is_the_callers_and_is_told()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using var client = new FakeChat { Fault = new InvalidOperationException("Out of words") }.WithTracing();
        Assert.Same(((FakeChat)client.GetService(typeof(FakeChat))!).Fault, await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync("Hi", cancellationToken: Stop)));
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync("Hi", cancellationToken: Stop))
            {
            }
        });
        Assert.True(session.Flush());
        Assert.Equal(2, collector.Spans.Count(span => span.Status == "Out of words" && span["langfuse.observation.level"] == "ERROR"));
    }

    [Fact]
    public async Task The_request_of_a_traced_client_is_not_told_twice()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        using var http = Tracing.CreateHttpClient();
        using var client = new FakeChat { Within = () => http.PostAsync(new Uri(provider.Url, "v1/chat/completions"), new StringContent("""{"model":"m1","messages":[]}"""), Stop) }.WithTracing();
        await client.GetResponseAsync("Hi", cancellationToken: Stop);
        Assert.True(session.Flush());
        Assert.Single(collector.Spans);
        await http.PostAsync(new Uri(provider.Url, "v1/chat/completions"), new StringContent("""{"model":"m1","messages":[]}"""), Stop);
        Assert.True(session.Flush());
        Assert.Equal(2, collector.Spans.Count);
    }

    private sealed class FakeChat : IChatClient
    {
        public Exception? Fault { get; init; }

        public Func<Task> Within { get; init; } = () => Task.CompletedTask;

        private static UsageDetails Usage => new() { InputTokenCount = 10, OutputTokenCount = 5, CachedInputTokenCount = 4 };

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await Within();
            return Fault is null ? new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello")) { ModelId = "m1-2025", Usage = Usage, FinishReason = ChatFinishReason.Stop } : throw Fault;
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var piece in (string[])["Hel", "lo"])
            {
                await Task.Yield();
                using var within = Tracing.StartObservation("within " + piece);
                yield return Fault is null ? new ChatResponseUpdate(ChatRole.Assistant, piece) : throw Fault;
            }

            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage)]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("fake") : serviceType == typeof(FakeChat) ? this : null;

        public void Dispose()
        {
        }
    }
}
