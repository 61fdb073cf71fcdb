using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>The package <c>OpenAI</c> from NuGet, pointed at a real server; what it was told must be in the trace.</summary>
public sealed class OpenAIPackageTests : IDisposable
{
    private const string Hello = "Hello, héllo, 你好 and 👋";

    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "weather", functionParameters: BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""));

    private readonly SharedServer _shared;
    private readonly ClientTraffic _traffic = new();
    private readonly HttpClient _http;

    public OpenAIPackageTests(SharedServer shared)
    {
        (_shared, _http) = (shared, new HttpClient(_traffic));
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Chat_comes_whole_and_is_traced()
    {
        var completion = (await Chat().CompleteChatAsync([new UserChatMessage("Greet")], new ChatCompletionOptions { EndUserId = "u_7" }, Stop)).Value;
        Assert.Equal((Hello, 1000, 100), (completion.Content[0].Text, completion.Usage.InputTokenCount, completion.Usage.OutputTokenCount));

        var trace = await FindTraceAsync("gpt-4o-mini", 1000, 100, 0.00021m, Hello);
        Assert.Equal(("Greet", "u_7"), (trace.GetProperty("input_text").GetString(), trace.GetProperty("user_id").GetString()));
    }

    [Fact]
    public async Task Chat_comes_as_a_stream_with_its_usage_and_is_traced()
    {
        var text = new StringBuilder();
        ChatTokenUsage? usage = null;
        await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage("Greet")], cancellationToken: Stop))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
            usage = update.Usage ?? usage;
        }

        Assert.Equal((Hello, 100), (text.ToString(), usage?.OutputTokenCount));
        Assert.True((await FindTraceAsync("gpt-4o-mini", 1000, 100, 0.00021m, Hello)).GetProperty("is_stream").GetBoolean());
    }

    [Fact]
    public async Task Tool_is_called_whole_and_in_a_stream_and_its_result_is_answered()
    {
        var options = new ChatCompletionOptions { Tools = { Weather } };
        List<ChatMessage> messages = [new UserChatMessage("How is Oslo?")];
        var asked = (await Chat().CompleteChatAsync(messages, options, Stop)).Value;
        var call = Assert.Single(asked.ToolCalls);
        Assert.Equal(ChatFinishReason.ToolCalls, asked.FinishReason);
        Assert.Equal(("weather", """{"city":"Oslo"}"""), (call.FunctionName, call.FunctionArguments.ToString()));

        var arguments = new StringBuilder();
        await foreach (var update in Chat().CompleteChatStreamingAsync(messages, options, Stop))
        {
            arguments.Append(string.Concat(update.ToolCallUpdates.Select(piece => piece.FunctionArgumentsUpdate.ToString())));
        }

        Assert.Equal("""{"city":"Oslo"}""", arguments.ToString());
        messages.AddRange([new AssistantChatMessage(asked), new ToolChatMessage(call.Id, "Sunny")]);
        Assert.Equal(Hello, (await Chat().CompleteChatAsync(messages, options, Stop)).Value.Content[0].Text);

        foreach (var (id, expected) in _traffic.TraceIds.Zip(["weather", "weather", "Sunny"]))
        {
            var trace = await _shared.Server.TraceAsync(id);
            Assert.Equal(("gpt-4o-mini", 0.00021m), (trace.GetProperty("model").GetString(), trace.GetProperty("cost_usd").GetDecimal()));
            Assert.Contains(expected, trace.GetProperty(expected == "Sunny" ? "input_messages" : "output_messages").ToString());
        }
    }

    [Fact]
    public async Task Structured_output_keeps_to_its_schema_and_the_schema_is_traced()
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat(
            "greeting", BinaryData.FromString("""{"type":"object","properties":{"greeting":{"type":"string"}},"required":["greeting"],"additionalProperties":false}"""), jsonSchemaIsStrict: true);
        var completion = (await Chat().CompleteChatAsync([new UserChatMessage("Greet")], new ChatCompletionOptions { ResponseFormat = format }, Stop)).Value;
        Assert.Equal("""{"greeting":"Hello"}""", completion.Content[0].Text);

        var trace = await FindTraceAsync("gpt-4o-mini", 1000, 100, 0.00021m, """{"greeting":"Hello"}""");
        Assert.Equal("greeting", trace.GetProperty("parameters").GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Embeddings_are_the_numbers_that_the_provider_sent()
    {
        var embedding = (await Client().GetEmbeddingClient("openai/text-embedding-3-small").GenerateEmbeddingAsync("Greet", cancellationToken: Stop)).Value;
        Assert.Equal([1f, 2f], embedding.ToFloats().ToArray());

        var trace = await _shared.Server.TraceAsync(_traffic.TraceIds.Single());
        Assert.Equal(
            ("text-embedding-3-small", 1000, 0.00002m, "Greet"),
            (trace.GetProperty("model").GetString(), trace.GetProperty("tokens_in").GetInt32(), trace.GetProperty("cost_usd").GetDecimal(), trace.GetProperty("input_text").GetString()));
    }

    // The package calls its client of responses experimental.
#pragma warning disable OPENAI001
    [Fact]
    public async Task Response_comes_whole_and_is_traced()
    {
        var response = (await Client().GetResponsesClient().CreateResponseAsync("openai/gpt-4o-mini", "Greet", cancellationToken: Stop)).Value;
        Assert.Equal(("Hello, héllo", 1000), (response.GetOutputText(), response.Usage.InputTokenCount));
        await FindTraceAsync("gpt-4o-mini", 1000, 100, 0.000195m, "Hello, héllo");
    }
#pragma warning restore OPENAI001

    [Fact]
    public async Task Error_of_the_gateway_has_its_status_and_message_and_is_not_tried_again()
    {
        var error = await Assert.ThrowsAsync<ClientResultException>(() => Client(retries: 2).GetChatClient("demo/ecko").CompleteChatAsync([new UserChatMessage("Greet")], cancellationToken: Stop));
        Assert.Equal(404, error.Status);
        Assert.Contains("demo/echo", error.Message);
        Assert.Contains("model_not_found", error.Message);
        Assert.Equal([HttpStatusCode.NotFound], _traffic.Statuses);
    }

    [Fact]
    public async Task Error_of_the_provider_comes_as_it_is_after_the_tries_of_the_client()
    {
        _shared.Upstream.Answer = UpstreamAnswers.Json(503, """{"error":{"message":"Down for repairs","type":"server_error","param":null,"code":null}}""");
        var error = await Assert.ThrowsAsync<ClientResultException>(() => Chat(retries: 1).CompleteChatAsync([new UserChatMessage("Greet")], cancellationToken: Stop));
        Assert.Equal(503, error.Status);
        Assert.Contains("Down for repairs", error.Message);
        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable], _traffic.Statuses);
        foreach (var id in _traffic.TraceIds)
        {
            var trace = await _shared.Server.TraceAsync(id);
            Assert.Equal(("error", 503), (trace.GetProperty("status").GetString(), trace.GetProperty("http_status").GetInt32()));
            Assert.Equal("Down for repairs", trace.GetProperty("error").GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task Client_waits_as_long_as_the_provider_asks_and_each_try_is_a_trace()
    {
        var refusals = 1;
        _shared.Upstream.Answer = context => Interlocked.Decrement(ref refusals) >= 0
            ? UpstreamAnswers.Json(429, """{"error":{"message":"Slow down","type":"rate_limit_error","param":null,"code":"rate_limited"}}""", ("Retry-After", "3"))(context)
            : FakeChatModel.AnswerAsync(context);
        var watch = Stopwatch.StartNew();
        var completion = (await Chat(retries: 3).CompleteChatAsync([new UserChatMessage("Greet")], cancellationToken: Stop)).Value;
        Assert.Equal(Hello, completion.Content[0].Text);
        Assert.InRange(watch.Elapsed.TotalSeconds, 2.9, 60);

        Assert.Equal([HttpStatusCode.TooManyRequests, HttpStatusCode.OK], _traffic.Statuses);
        IEnumerable<string?> statuses = await Task.WhenAll(_traffic.TraceIds.Select(async id => (await _shared.Server.TraceAsync(id)).GetProperty("status").GetString()));
        Assert.Equal(["error", "success"], statuses);
    }

    private ChatClient Chat(int retries = 0) => Client(retries).GetChatClient("openai/gpt-4o-mini");

    private OpenAIClient Client(int retries = 0) => new(new ApiKeyCredential("any"), new OpenAIClientOptions
    {
        Endpoint = new Uri(_shared.Server.GatewayUrl, "v1"),
        Transport = new HttpClientPipelineTransport(_http),
        RetryPolicy = new ClientRetryPolicy(retries),
    });

    private async Task<JsonElement> FindTraceAsync(string model, int tokensIn, int tokensOut, decimal cost, string text)
    {
        var trace = await _shared.Server.TraceAsync(_traffic.TraceIds.Single());
        Assert.Equal(
            (model, "openai", tokensIn, tokensOut, cost, text),
            (trace.GetProperty("model").GetString(), trace.GetProperty("provider").GetString(), trace.GetProperty("tokens_in").GetInt32(), trace.GetProperty("tokens_out").GetInt32(),
                trace.GetProperty("cost_usd").GetDecimal(), trace.GetProperty("output_text").GetString()));
        return trace;
    }
}
