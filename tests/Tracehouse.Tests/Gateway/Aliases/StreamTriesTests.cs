using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>Streams that come to nothing, before and after their first content; and slow targets beside which another is asked.</summary>
public sealed class StreamTriesTests
{
    private const string Role = """
        data: {"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}


        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    [Theory]
    [InlineData("")]
    [InlineData(Role)]
    [InlineData("data: {\"error\":{\"message\":\"Overloaded\"}}\n\n")]
    [InlineData(Role + "data: {\"error\":{\"message\":\"Overloaded\"}}\n\n")]
    public async Task StreamThatDiesBeforeItsFirstContentIsAskedForElsewhere(string start)
    {
        await using var host = await AliasHost.StartAsync((":TriesPerTarget", "1"));
        host.A.Answer = UpstreamAnswers.Events(start);
        host.B.Answer = AliasHost.Streams("b");
        var record = await host.CheckAnsweredByAsync("b", AliasHost.HelloStream);
        Assert.Equal("a:200 b:200", AliasHost.Tries(record));
        Assert.Equal(start.Contains("error") ? "Overloaded" : "The stream ended before it began.", record.Attempts[0].Error!.Message);
        Assert.True(record.TimeToFirstToken >= record.Attempts[1].StartedAfter);
    }

    [Fact]
    public async Task StreamThatIsCutOffBeforeItsFirstContentIsAskedForElsewhere()
    {
        await using var host = await AliasHost.StartAsync((":TriesPerTarget", "1"));
        host.A.Answer = UpstreamAnswers.Cut("text/event-stream", Role, null, Task.CompletedTask);
        host.B.Answer = AliasHost.Streams("b");
        var record = await host.CheckAnsweredByAsync("b", AliasHost.HelloStream);
        Assert.Equal("upstream_cut", record.Attempts[0].Error!.Type);
    }

    [Fact]
    public async Task StreamThatDiesAfterItsFirstContentIsNot()
    {
        await using var host = await AliasHost.StartAsync();
        var start = UpstreamAnswers.StreamStart[..UpstreamAnswers.StreamStart.IndexOf("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"}", StringComparison.Ordinal)];
        host.A.Answer = UpstreamAnswers.Events(start);
        var (_, body, record) = await host.CallAsync(AliasHost.HelloStream);
        Assert.StartsWith(start, body);
        Assert.Contains("upstream_cut", body);
        Assert.Equal("a:200", AliasHost.Tries(record));
        Assert.Equal("upstream_cut", record.Error!.Type);
    }

    [Fact]
    public async Task StreamOfTheLastTryPassesAsItCame()
    {
        await using var host = await AliasHost.StartAsync((":TriesPerTarget", "1"));
        const string error = Role + "data: {\"error\":{\"message\":\"Overloaded\"}}\n\n";
        host.A.Answer = host.B.Answer = host.C.Answer = UpstreamAnswers.Events(error);
        var (status, body, record) = await host.CallAsync(AliasHost.HelloStream);
        Assert.Equal((200, error), (status, body));
        Assert.Equal("a:200 b:200 c:200", AliasHost.Tries(record));
        Assert.Equal("Overloaded", record.Error!.Message);
    }

    [Fact]
    public async Task StreamThatWasHeldBackComesByteForByte()
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Events(UpstreamAnswers.Stream);
        var body = AliasHost.HelloStream.Replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        Assert.Equal(UpstreamAnswers.Stream, (await host.CallAsync(body)).Body);
    }

    [Fact]
    public async Task EmptyButFinishedStreamIsAnAnswer()
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Events("""
            data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """);
        Assert.Equal("a:200", AliasHost.Tries((await host.CallAsync(AliasHost.HelloStream)).Record));
    }

    [Theory]
    [InlineData(AliasHost.Hello)]
    [InlineData(AliasHost.HelloStream)]
    public async Task SlowTargetLosesAgainstTheOneAskedBesideIt(string request)
    {
        await using var host = await AliasHost.StartAsync((":HedgeAfterMilliseconds", "700"));
        var isStream = request == AliasHost.HelloStream;
        var hungUp = new TaskCompletionSource();
        host.A.Answer = UpstreamAnswers.Stall(isStream ? Role : "", hungUp);
        host.B.Answer = isStream ? AliasHost.Streams("b") : AliasHost.Answers("b");
        var calling = host.CheckAnsweredByAsync("b", request);
        await host.A.NextAsync(GatewayHost.Stop);
        await host.Gateway.Time.IsSetAsync(Patience, GatewayHost.Stop);
        host.Gateway.Time.Elapse(Patience);
        var record = await calling;
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
        Assert.Equal(["a", "b"], record.Attempts.Select(attempt => attempt.Provider));
        Assert.Equal([false, true], record.Attempts.Select(attempt => attempt.IsHedge));
        Assert.Equal([false, true], record.Attempts.Select(attempt => attempt.IsUsed));
        Assert.All(record.Attempts, attempt => Assert.Null(attempt.Error));
    }

    [Fact]
    public async Task SlowTargetWinsWhenItIsFasterAfterAll()
    {
        await using var host = await AliasHost.StartAsync((":HedgeAfterMilliseconds", "700"));
        var go = new TaskCompletionSource();
        var hungUp = new TaskCompletionSource();
        host.A.Answer = async context =>
        {
            await go.Task;
            await AliasHost.Answers("a")(context);
        };
        host.B.Answer = UpstreamAnswers.Stall("", hungUp);
        var calling = host.CheckAnsweredByAsync("a");
        await host.A.NextAsync(GatewayHost.Stop);
        await host.Gateway.Time.IsSetAsync(Patience, GatewayHost.Stop);
        host.Gateway.Time.Elapse(Patience);
        await host.B.NextAsync(GatewayHost.Stop);
        go.SetResult();
        await calling;
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
    }

    [Fact]
    public async Task SlowTargetIsWaitedForWhenTheOneBesideItFails()
    {
        await using var host = await AliasHost.StartAsync((":HedgeAfterMilliseconds", "700"));
        var go = new TaskCompletionSource();
        host.A.Answer = async context =>
        {
            await go.Task;
            await AliasHost.Answers("a")(context);
        };
        host.B.Answer = UpstreamAnswers.Json(500, "{}");
        var calling = host.CheckAnsweredByAsync("a");
        await host.A.NextAsync(GatewayHost.Stop);
        await host.Gateway.Time.IsSetAsync(Patience, GatewayHost.Stop);
        host.Gateway.Time.Elapse(Patience);
        await host.B.NextAsync(GatewayHost.Stop);
        go.SetResult();
        Assert.Equal("a:200 b:500!", AliasHost.Tries(await calling));
    }

    [Fact]
    public async Task FastTargetIsAskedAlone()
    {
        await using var host = await AliasHost.StartAsync((":HedgeAfterMilliseconds", "700"));
        Assert.Equal("a:200", AliasHost.Tries(await host.CheckAnsweredByAsync("a")));
    }
}
