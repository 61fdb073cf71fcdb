using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>The unmodified packages of OpenAI, Anthropic and Vercel from npm, pointed at a real server.</summary>
public sealed class ClientTests(SharedServer shared)
{
    private static readonly string[] ChatSteps =
    [
        "chat", "extras", "stream without usage", "stream with usage", "stream left early", "tools", "tools in a stream", "unknown model", "invalid request",
        "upstream error", "models",
    ];

    private static readonly string[] EndpointSteps = ["embeddings", "completions", "responses", "responses in a stream", "moderations", "transcription"];

    private static readonly string[] AnthropicSteps =
    [
        "message", "message with the provider in its model", "stream", "tools", "tools in a stream", "count tokens", "unknown model", "invalid request",
        "upstream error",
    ];

    private static readonly string[] TranslatedSteps =
    [
        "chat", "stream", "stream with usage", "tools in parallel", "tools in a stream", "structured output", "image", "what cannot be expressed",
        "upstream refusal", "upstream error",
    ];

    private static readonly string[] AiSteps = ["generateText", "streamText", "tools", "tools in a stream", "generateObject", "error"];

    [Fact]
    public async Task The_ai_sdk_of_vercel_works_by_changing_its_base_url()
    {
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        await RunClientAsync(AiSteps, "ai.mjs", "v1", "openai/gpt-4.1-mini");
        await AssertPricedAsync("gpt-4.1-mini");
    }

    [Fact]
    public async Task The_other_endpoints_of_openai_work_with_its_client()
    {
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        await RunClientAsync(EndpointSteps, "openai-endpoints.mjs", "v1");
        await AssertPricedAsync("text-embedding-3-small");
    }

    [Fact]
    public async Task The_client_of_anthropic_works_by_changing_its_base_url()
    {
        shared.Upstream.Answer = FakeAnthropic.AnswerAsync;
        await RunClientAsync(AnthropicSteps, "anthropic.mjs", "");
        var (_, page) = await shared.Server.GetAsync("v1/traces?provider=anthropic&status=success&search=say+hello");
        Assert.InRange(page.GetProperty("total").GetInt32(), 5, 20);
    }

    [Fact]
    public async Task The_client_of_openai_calls_models_of_anthropic()
    {
        var received = new ConcurrentQueue<ReceivedRequest>();
        shared.Upstream.Answer = context =>
        {
            received.Enqueue(context.Features.Get<ReceivedRequest>()!);
            return FakeAnthropic.StrictAsync(context);
        };
        await RunClientAsync(TranslatedSteps, "openai-anthropic.mjs", "v1");
        Assert.All(received, request => Assert.Equal("/v1/messages", request.Target));
        Assert.Equal(
            """{"model":"claude-sonnet-4-5","max_tokens":64000,"system":[{"type":"text","text":"Be kind"}],"messages":[{"role":"user","content":[{"type":"text","text":"Say hello to translation"}]}],"stop_sequences":["END"],"temperature":0.5}""",
            Encoding.UTF8.GetString(received.First().Body));

        // Ten calls said hello and reached Anthropic, one of which it refused and one of which it could not serve; one more never went out.
        var (_, page) = await shared.Server.GetAsync("v1/traces?provider=anthropic&search=translation");
        var traces = page.GetProperty("traces").EnumerateArray().ToList();
        Assert.Equal(11, traces.Count);
        var whole = traces.Where(trace => trace.GetProperty("status").GetString() == "success").ToList();
        Assert.Equal(8, whole.Count);
        Assert.All(whole, trace => Assert.Equal(3100, trace.GetProperty("tokens_in").GetInt64()));
        Assert.All(whole, trace => Assert.Equal(50, trace.GetProperty("tokens_out").GetInt64()));
        Assert.All(whole, trace => Assert.Equal(0.00885m, trace.GetProperty("cost_usd").GetDecimal()));
    }

    [Theory]
    [InlineData("openai/gpt-4o-mini")]
    [InlineData("demo/echo")]
    public async Task The_client_of_openai_works_by_changing_its_base_url(string model)
    {
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        await RunClientAsync(ChatSteps, "openai.mjs", "v1", model);

        // Nine calls said hello; the one that was left early may have been whole before the client turned away.
        var (_, page) = await shared.Server.GetAsync($"v1/traces?model={model.Split('/')[1]}&search=say+hello");
        var traces = page.GetProperty("traces").EnumerateArray().ToList();
        Assert.Equal(9, traces.Count);
        var whole = traces.Where(trace => trace.GetProperty("status").GetString() == "success").ToList();
        Assert.InRange(whole.Count, 8, 9);
        Assert.All(whole, trace => Assert.True(trace.GetProperty("tokens_out").GetInt64() > 0));
        Assert.All(whole, trace => Assert.Equal(JsonValueKind.Number, trace.GetProperty("cost_usd").ValueKind));
    }

    private async Task RunClientAsync(string[] steps, string script, string path, params string[] arguments)
    {
        using var node = Built.Start(["node", Built.Client(script), new Uri(shared.Server.GatewayUrl, path).OriginalString, .. arguments]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Equal(steps.Select(step => $"ok {step}"), (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task AssertPricedAsync(string model)
    {
        var (_, page) = await shared.Server.GetAsync($"v1/traces?model={model}");
        Assert.All(page.GetProperty("traces").EnumerateArray(), trace => Assert.Equal(JsonValueKind.Number, trace.GetProperty("cost_usd").ValueKind));
        Assert.NotEqual(0, page.GetProperty("total").GetInt32());
    }
}
