using System.Net;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

public sealed class ForwardingTests
{
    private const string Hello = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"temperature":0.50}""";
    private const string HelloStream = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}""";

    [Fact]
    public async Task AnswerPassesUnchangedAndIsRecorded()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Hello);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("/v1/chat/completions", received.Target);
        Assert.Equal("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"temperature":0.50}""", Encoding.UTF8.GetString(received.Body));
        Assert.Equal("Bearer sk-server", received.Headers["Authorization"]);
        Assert.Equal("identity", received.Headers["Accept-Encoding"]);

        var record = await host.RecordAsync();
        Assert.Equal(response.Headers.GetValues("x-tracehouse-trace-id").Single(), record.TraceId.Value);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("openai/gpt-4o-mini", record.ModelAsked);
        Assert.Equal("gpt-4o-mini", record.Model);
        Assert.Equal("openai", record.Provider);
        Assert.Equal("stop", record.FinishReason);
        Assert.Equal(200, record.HttpStatus);
        Assert.Equal(new TokenUsage { Input = 1000, Output = 100, CachedInput = 200, Reasoning = 10 }, record.Usage);
        Assert.Equal((800 * 0.15m / 1_000_000) + (200 * 0.075m / 1_000_000), record.Cost!.InputUsd);
        Assert.Equal(100 * 0.6m / 1_000_000, record.Cost.OutputUsd);
        Assert.Equal("Hi", record.Payload.InputText.ToString());
        Assert.Equal("""[{"role":"user","content":"Hi"}]""", record.Payload.InputMessages.ToString());
        Assert.Equal("Hello there", record.Payload.OutputText.ToString());
        Assert.Equal("""[{"role":"assistant","content":"Hello there","refusal":null}]""", record.Payload.OutputMessages.ToString());
        Assert.Equal("""{"temperature":0.50,"_answered_model":"gpt-4o-mini-2024-07-18"}""", record.Payload.Parameters.ToString());
        Assert.Null(record.TimeToFirstToken);
        Assert.Equal(0, host.Sink.Count);
    }

    [Fact]
    public async Task StreamPassesWithoutTheUsageThatNobodyAskedFor()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Events(UpstreamAnswers.Stream);
        using var response = await host.PostAsync(HelloStream);

        Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(
            """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""",
            Encoding.UTF8.GetString(received.Body));
        var record = await host.RecordAsync();
        Assert.True(record.IsStream);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal(new TokenUsage { Input = 7, Output = 2 }, record.Usage);
        Assert.Equal("Hello", record.Payload.OutputText.ToString());
        Assert.Equal("""[{"role":"assistant","content":"Hello"}]""", record.Payload.OutputMessages.ToString());
        Assert.NotNull(record.TimeToFirstToken);
        Assert.NotNull(record.Cost);
    }
}
