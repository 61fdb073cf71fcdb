using System.Net;
using System.Text.Json;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>The package <c>Anthropic</c> from NuGet, pointed at a real server; what it was told must be in the trace.</summary>
public sealed class AnthropicPackageTests : IDisposable
{
    private const string Hello = "Hello, héllo, 你好 and 👋";

    private readonly SharedServer _shared;
    private readonly ClientTraffic _traffic = new();
    private readonly HttpClient _http;

    public AnthropicPackageTests(SharedServer shared)
    {
        (_shared, _http) = (shared, new HttpClient(_traffic));
        shared.Upstream.Answer = FakeAnthropic.StrictAsync;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Tool Weather => new()
    {
        Name = "weather",
        InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonElement.Parse("""{"type":"string"}""") }, Required = ["city"] },
    };

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Message_comes_whole_and_is_traced()
    {
        var message = await Client().Messages.Create(Ask("Greet") with { System = "Be kind", Metadata = new Metadata { UserID = "u_7" } }, Stop);
        Assert.Equal((Hello, 50), (TextOf(message), message.Usage.OutputTokens));

        var trace = await FindTraceAsync(Hello);
        Assert.Contains("Be kind", trace.GetProperty("input_messages")[0].ToString());
        Assert.Equal("u_7", trace.GetProperty("user_id").GetString());
        Assert.Equal(2000, trace.GetProperty("usage_details").GetProperty("cache_write").GetInt32());
    }

    [Fact]
    public async Task Message_comes_as_a_stream_and_is_traced()
    {
        var message = await Client().Messages.CreateStreaming(Ask("Greet"), Stop).Aggregate();
        Assert.Equal((Hello, 50), (TextOf(message), message.Usage.OutputTokens));
        Assert.True((await FindTraceAsync(Hello)).GetProperty("is_stream").GetBoolean());
    }

    [Fact]
    public async Task Tool_is_used_whole_and_in_a_stream_and_its_result_is_answered()
    {
        var question = Ask("How is Oslo?") with { Tools = [Weather] };
        var asked = await Client().Messages.Create(question, Stop);
        Assert.Equal("Oslo", ToolUses(asked)[0].Input["city"].GetString());
        var streamed = await Client().Messages.CreateStreaming(question, Stop).Aggregate();
        Assert.Equal(["weather", "time"], ToolUses(streamed).Select(use => use.Name));
        Assert.Equal("Oslo", ToolUses(streamed)[0].Input["city"].GetString());

        var said = new AssistantMessageParam(asked.Content.Select(block => new ContentBlockParam(block.Json)).ToList());
        var results = new UserMessageParam(ToolUses(asked).Select(use => (ContentBlockParam)new ToolResultBlockParam(use.ID) { Content = "Sunny" }).ToList());
        Assert.Equal(Hello, TextOf(await Client().Messages.Create(question with { Messages = [.. question.Messages, said, results] }, Stop)));

        foreach (var (id, expected) in _traffic.TraceIds.Zip(["weather", "weather", "Sunny"]))
        {
            var trace = await _shared.Server.TraceAsync(id);
            Assert.Equal(("claude-sonnet-4-5", 0.00885m), (trace.GetProperty("model").GetString(), trace.GetProperty("cost_usd").GetDecimal()));
            Assert.Contains(expected, trace.GetProperty(expected == "Sunny" ? "input_messages" : "output_messages").ToString());
        }
    }

    [Fact]
    public async Task Tokens_are_counted()
    {
        _shared.Upstream.Answer = FakeAnthropic.AnswerAsync;
        var count = await Client().Messages.CountTokens(new MessageCountTokensParams { Model = "claude-sonnet-4-5", Messages = [new UserMessageParam("Greet")] }, Stop);
        Assert.Equal(14, count.InputTokens);
    }

    [Fact]
    public async Task Error_of_the_gateway_is_one_of_the_package_and_is_not_tried_again()
    {
        var error = await Assert.ThrowsAsync<AnthropicNotFoundException>(() => Client(retries: 2).Messages.Create(Ask("Greet") with { Model = "nobody/claude" }, Stop));
        Assert.Equal((HttpStatusCode.NotFound, "not_found_error"), (error.StatusCode, error.Type?.Raw()));
        Assert.Contains("nobody", error.ApiMessage);
        Assert.Equal([HttpStatusCode.NotFound], _traffic.Statuses);
    }

    [Fact]
    public async Task Error_of_the_provider_comes_as_it_is_and_each_try_of_the_client_is_a_trace()
    {
        var error = await Assert.ThrowsAsync<AnthropicOverloadedException>(() => Client(retries: 2).Messages.Create(Ask("Greet") with { Model = "overloaded" }, Stop));
        Assert.Equal(("Overloaded", (HttpStatusCode)529), (error.ApiMessage, error.StatusCode));
        Assert.Equal([(HttpStatusCode)529], _traffic.Statuses);
        var trace = await _shared.Server.TraceAsync(_traffic.TraceIds.Single());
        Assert.Equal(("error", 529, "Overloaded"), (trace.GetProperty("status").GetString(), trace.GetProperty("http_status").GetInt32(), trace.GetProperty("error").GetProperty("message").GetString()));

        var refusals = 1;
        _shared.Upstream.Answer = context => Interlocked.Decrement(ref refusals) >= 0
            ? UpstreamAnswers.Json(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", ("Retry-After", "1"))(context)
            : FakeAnthropic.StrictAsync(context);
        Assert.Equal(Hello, TextOf(await Client(retries: 1).Messages.Create(Ask("Greet"), Stop)));
        IEnumerable<string?> statuses = await Task.WhenAll(_traffic.TraceIds.Skip(1).Select(async id => (await _shared.Server.TraceAsync(id)).GetProperty("status").GetString()));
        Assert.Equal(["error", "success"], statuses);
    }

    private static MessageCreateParams Ask(string text) => new() { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = [new UserMessageParam(text)] };

    private static string TextOf(Message message) => string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : ""));

    private static List<ToolUseBlock> ToolUses(Message message) => [.. message.Content.Select(block => block.TryPickToolUse(out var use) ? use : null).OfType<ToolUseBlock>()];

    private AnthropicClient Client(int retries = 0) => new(new ClientOptions { BaseUrl = _shared.Server.GatewayUrl.OriginalString, ApiKey = "any", HttpClient = _http, MaxRetries = retries });

    private async Task<JsonElement> FindTraceAsync(string text)
    {
        var trace = await _shared.Server.TraceAsync(_traffic.TraceIds.Single());
        Assert.Equal(
            ("claude-sonnet-4-5", "anthropic", 3100, 50, 0.00885m, text),
            (trace.GetProperty("model").GetString(), trace.GetProperty("provider").GetString(), trace.GetProperty("tokens_in").GetInt32(), trace.GetProperty("tokens_out").GetInt32(),
                trace.GetProperty("cost_usd").GetDecimal(), trace.GetProperty("output_text").GetString()));
        return trace;
    }
}
