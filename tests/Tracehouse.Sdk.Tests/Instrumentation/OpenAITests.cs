using System.ClientModel;
using System.Diagnostics;
using OpenAI;
using OpenAI.Chat;
using Tracehouse.Sdk.Tests.Support;
using Xunit;

namespace Tracehouse.Sdk.Tests.Instrumentation;

/// <summary>The official OpenAI client, with one line more.</summary>
public sealed class OpenAITests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_completion_is_a_generation_with_everything_that_was_said(bool isAsync)
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        var client = Client(provider).GetChatClient("gpt-4o-mini");
        var tool = ChatTool.CreateFunctionTool("weather", "Tells the weather.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));
        using (Tracing.StartObservation("agent", ObservationKind.Agent))
        {
            ChatMessage[] messages = [new SystemChatMessage("Be kind."), new UserChatMessage("Hi")];
            var options = new ChatCompletionOptions { Temperature = 0.5f, Tools = { tool } };
            var answer = isAsync ? await client.CompleteChatAsync(messages, options, Stop) : client.CompleteChat(messages, options, Stop);
            Assert.Equal("Hello there", answer.Value.Content[0].Text);
            Assert.Equal("agent", Activity.Current!.DisplayName);
        }

        Assert.True(session.Flush());
        var span = collector.Span("chat gpt-4o-mini");
        Assert.Equal(collector.Span("agent").Id, span.ParentId);
        Assert.Equal(("generation", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "openai"), (span["langfuse.observation.type"], span["gen_ai.request.model"], span["gen_ai.response.model"], span["gen_ai.provider.name"]));
        Assert.Equal(("1000", "100", "200", "10"), (span["gen_ai.usage.input_tokens"], span["gen_ai.usage.output_tokens"], span["gen_ai.usage.cache_read.input_tokens"], span["gen_ai.usage.reasoning.output_tokens"]));
        Assert.Equal("""{"temperature":0.5}""", span["langfuse.observation.model.parameters"]);
        Assert.Contains("Be kind.", span["langfuse.observation.input"]);
        Assert.Contains("Hello there", span["langfuse.observation.output"]);
        Assert.Contains("Tells the weather.", span["gen_ai.tool.definitions"]);
        Assert.Equal(("stop", "200"), (span["gen_ai.response.finish_reasons"], span["http.response.status_code"]));
    }

    [Fact]
    public async Task A_stream_comes_piece_by_piece_and_is_put_together()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        var hasFirst = new TaskCompletionSource();
        provider.Answer = FakeProvider.Events(FakeProvider.Chunks, 3, hasFirst.Task);
        using (Tracing.StartObservation("agent"))
        {
            await foreach (var update in Client(provider).GetChatClient("gpt-4o-mini").CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: Stop))
            {
                // The provider goes on only when the first piece has come through.
                if (update.ContentUpdate.Any(part => part.Text == "lo"))
                {
                    hasFirst.SetResult();
                }

                Assert.Equal("agent", Activity.Current!.DisplayName);
            }
        }

        Assert.True(session.Flush());
        var span = collector.Span("chat gpt-4o-mini");
        Assert.Equal("""{"role":"assistant","content":"Hello","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}}]}""", span["langfuse.observation.output"]);
        Assert.Equal(("7", "2", "tool_calls", "true"), (span["gen_ai.usage.input_tokens"], span["gen_ai.usage.output_tokens"], span["gen_ai.response.finish_reasons"], span["gen_ai.request.stream"]));
        Assert.NotEqual("", span["langfuse.observation.completion_start_time"]);
        Assert.Equal("", span["langfuse.observation.level"]);
    }

    [Fact]
    public async Task A_stream_that_is_left_early_keeps_what_came()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        provider.Answer = FakeProvider.Events(FakeProvider.Chunks, 3, Task.Delay(Timeout.Infinite, Stop));
        await foreach (var update in Client(provider).GetChatClient("gpt-4o-mini").CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: Stop))
        {
            if (update.ContentUpdate.Any(part => part.Text == "lo"))
            {
                break;
            }
        }

        Assert.True(session.Flush());
        var span = collector.Span("chat gpt-4o-mini");
        Assert.Contains("\"Hello\"", span["langfuse.observation.output"]);
        Assert.Equal("WARNING", span["langfuse.observation.level"]);
    }

    [Fact]
    public async Task An_error_of_the_provider_is_the_callers_and_is_told()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        provider.Answer = FakeProvider.Json(400, """{"error":{"message":"No such model","type":"invalid_request_error"}}""");
        var fault = await Assert.ThrowsAsync<ClientResultException>(() => Client(provider).GetChatClient("nothing").CompleteChatAsync("Hi"));
        Assert.Equal(400, fault.Status);
        Assert.True(session.Flush());
        var span = collector.Span("chat nothing");
        Assert.Equal(("ERROR", "400: No such model", "400"), (span["langfuse.observation.level"], span["langfuse.observation.status_message"], span["http.response.status_code"]));
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_told_with_what_was_asked()
    {
        await using var collector = await Collector.StartAsync();
        var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        var client = Client(provider, retries: 0).GetChatClient("gpt-4o-mini");
        await provider.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => client.CompleteChatAsync("Hi"));
        Assert.True(session.Flush());
        var span = Assert.Single(collector.Spans);
        Assert.Equal("ERROR", span["langfuse.observation.level"]);
        Assert.Equal("exception", Assert.Single(span.Events).Name);
    }

    [Fact]
    public async Task Responses_and_embeddings_are_understood_too()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace();
        provider.Answer = FakeProvider.Json(200, FakeProvider.Response);
        using var http = Tracing.CreateHttpClient();
        await http.PostAsync(new Uri(provider.Url, "v1/responses"), new StringContent("""{"model":"gpt-4o-mini","instructions":"Be kind.","input":"Hi","reasoning":{"effort":"low"}}"""), Stop);
        var vectors = string.Join(',', Enumerable.Repeat("0.25", 400_000));
        provider.Answer = FakeProvider.Json(200, $$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":[{{{vectors}}}]}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}""");
        await http.PostAsync(new Uri(provider.Url, "v1/embeddings"), new StringContent("""{"model":"text-embedding-3-small","input":["a","b"]}"""), Stop);

        Assert.True(session.Flush());
        var response = collector.Span("chat gpt-4o-mini");
        Assert.Equal(("Hi", "Be kind.", "1000", "200", "10"),
            (response["langfuse.observation.input"], response["gen_ai.system_instructions"], response["gen_ai.usage.input_tokens"], response["gen_ai.usage.cache_read.input_tokens"], response["gen_ai.usage.reasoning.output_tokens"]));
        Assert.StartsWith("[{\"id\":\"msg_1\"", response["langfuse.observation.output"]);
        var embeddings = collector.Span("embeddings text-embedding-3-small");
        Assert.Equal(("embedding", "[\"a\",\"b\"]", "8", ""), (embeddings["langfuse.observation.type"], embeddings["langfuse.observation.input"], embeddings["gen_ai.usage.input_tokens"], embeddings["langfuse.observation.output"]));
    }

    [Fact]
    public async Task A_call_to_the_gateway_is_told_where_it_belongs_instead()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace(options => options.GatewayUrl = provider.Url);
        using var root = Tracing.StartObservation("agent");
        await Client(provider).GetChatClient("gpt-4o-mini").CompleteChatAsync("Hi");
        Assert.Equal((root.TraceId, root.Id), (provider.Headers["X-Tracehouse-Trace-Id"].ToString(), provider.Headers["X-Tracehouse-Parent-Span-Id"].ToString()));
        root.Dispose();
        Assert.True(session.Flush());
        Assert.Single(collector.Spans);
    }

    [Fact]
    public async Task Bodies_are_the_same_with_and_without_tracing_and_content_can_be_left_out()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        ChatMessage[] messages = [new UserChatMessage("Hi, héllo")];
        await Client(provider).GetChatClient("gpt-4o-mini").CompleteChatAsync(messages);
        var untraced = (provider.Body, provider.Headers.ContentLength, provider.Headers.ContentType.ToString());
        using var session = collector.Trace(options => options.CaptureContent = false);
        await Client(provider).GetChatClient("gpt-4o-mini").CompleteChatAsync(messages);
        Assert.Equal(untraced, (provider.Body, provider.Headers.ContentLength, provider.Headers.ContentType.ToString()));
        Assert.True(session.Flush());
        var span = Assert.Single(collector.Spans);
        Assert.Equal(("", "", "1000"), (span["langfuse.observation.input"], span["langfuse.observation.output"], span["gen_ai.usage.input_tokens"]));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_passes_whole()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace(options => options.PayloadCharactersMax = 500);
        var text = new string('x', 1_000_000);
        await Client(provider).GetChatClient("gpt-4o-mini").CompleteChatAsync(text);
        Assert.Contains(text, provider.Body);
        Assert.True(session.Flush());
        var span = Assert.Single(collector.Spans);
        Assert.InRange(span["langfuse.observation.input"].Length, 1, 2100);
        Assert.Equal("1000", span["gen_ai.usage.input_tokens"]);
    }

    [Fact]
    public async Task Tokens_of_a_stream_are_counted_however_little_of_it_is_kept()
    {
        await using var collector = await Collector.StartAsync();
        await using var provider = await FakeProvider.StartAsync();
        using var session = collector.Trace(options => options.PayloadCharactersMax = 3);
        provider.Answer = FakeProvider.Events(FakeProvider.Chunks);
        await foreach (var _ in Client(provider).GetChatClient("gpt-4o-mini").CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: Stop))
        {
        }

        Assert.True(session.Flush());
        Assert.Equal(("7", "2", ""), (collector.Spans[0]["gen_ai.usage.input_tokens"], collector.Spans[0]["gen_ai.usage.output_tokens"], collector.Spans[0]["langfuse.observation.level"]));
    }

    private static OpenAIClient Client(FakeProvider provider, int retries = 1) => new(
        new ApiKeyCredential("sk-test"),
        new OpenAIClientOptions { Endpoint = new Uri(provider.Url, "v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(retries) }.AddTracing());
}
