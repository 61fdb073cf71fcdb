using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>What happens to a call that names a model when it fails.</summary>
public sealed class PlainTriesTests
{
    private const string Hello = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task PlainCallIsTriedOnce()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(503, "{}");
        using var response = await host.PostAsync(Hello);
        Assert.Equal(503, (int)response.StatusCode);
        var record = await host.RecordAsync();
        Assert.Empty(record.Attempts);
        Assert.Null(record.RoutingAlias);
    }

    [Fact]
    public async Task PlainCallIsTriedAsOftenAsTheSettingSays()
    {
        await using var host = await GatewayHost.StartAsync(("Resilience:Tries", "3"), ("Resilience:BackoffMilliseconds", "0"));
        var answers = new Queue<int>([503, 429]);
        host.Upstream.Answer = context => answers.TryDequeue(out var status) ? UpstreamAnswers.Json(status, "{}")(context) : UpstreamAnswers.Json(200, UpstreamAnswers.Completion)(context);
        using var response = await host.PostAsync(Hello);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("openai:503 openai:429 openai:200", AliasHost.Tries(await host.RecordAsync()));
    }

    [Fact]
    public async Task PlainCallThatNeededOneTryTellsOfNone()
    {
        await using var host = await GatewayHost.StartAsync(("Resilience:Tries", "3"));
        using var response = await host.PostAsync(Hello);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Empty((await host.RecordAsync()).Attempts);
    }
}
