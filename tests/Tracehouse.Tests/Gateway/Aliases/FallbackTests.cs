using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>Which failures are tried again, where, and what the client and the record see of it.</summary>
public sealed class FallbackTests
{
    private const string NoLuck = """{"error":{"message":"No luck","type":"t","param":null,"code":"c"}}""";

    [Fact]
    public async Task FirstTargetAnswersWhileItIsWell()
    {
        await using var host = await AliasHost.StartAsync();
        var record = await host.CheckAnsweredByAsync("a");
        var attempt = Assert.Single(record.Attempts);
        Assert.Equal(("a", "m", 200), (attempt.Provider, attempt.Model, attempt.HttpStatus));
        Assert.Null(attempt.Error);
        Assert.InRange(attempt.Duration, TimeSpan.FromTicks(1), record.Duration);
        Assert.Equal("m", (string?)System.Text.Json.Nodes.JsonNode.Parse((await host.A.NextAsync(GatewayHost.Stop)).Body)!["model"]);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task PassingTroubleIsTriedAgainThereAndThenElsewhere(int status)
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Json(status, NoLuck);
        var record = await host.CheckAnsweredByAsync("b");
        Assert.Equal($"a:{status} a:{status} b:200", AliasHost.Tries(record));
        Assert.Equal(new SpanError("upstream_error", "No luck"), record.Attempts[0].Error);
        Assert.Equal(200, record.HttpStatus);
        Assert.True(record.Attempts[1].StartedAfter >= record.Attempts[0].StartedAfter + record.Attempts[0].Duration);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task WhatTheTargetWillNeverDoIsTriedElsewhereOnly(int status)
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Json(status, NoLuck);
        Assert.Equal($"a:{status} b:200", AliasHost.Tries(await host.CheckAnsweredByAsync("b")));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task FaultOfTheRequestIsNotTriedAgain(int status)
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Json(status, NoLuck);
        var (answered, body, record) = await host.CallAsync();
        Assert.Equal((status, NoLuck), (answered, body));
        Assert.Equal($"a:{status}", AliasHost.Tries(record));
        Assert.Equal("No luck", record.Error!.Message);
    }

    [Fact]
    public async Task UpstreamThatRefusesToBeAskedAgainIsNot()
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Json(529, NoLuck, ("x-should-retry", "false"));
        Assert.Equal("a:529 b:200", AliasHost.Tries(await host.CheckAnsweredByAsync("b")));
    }

    [Fact]
    public async Task LastErrorIsPassedOnAsItCame()
    {
        await using var host = await AliasHost.StartAsync((":TriesPerTarget", "1"));
        host.A.Answer = host.B.Answer = UpstreamAnswers.Json(500, "{}");
        host.C.Answer = UpstreamAnswers.Json(429, NoLuck, ("Retry-After", "70"), ("x-request-id", "r1"));
        using var response = await host.Gateway.PostAsync(AliasHost.Hello, ("x-stainless-retry-count", "1"));
        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal(NoLuck, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal(("70", "r1"), (response.Headers.GetValues("Retry-After").Single(), response.Headers.GetValues("x-request-id").Single()));
        Assert.Equal("1", (await host.C.NextAsync(GatewayHost.Stop)).Headers["x-stainless-retry-count"]);
        var record = await host.Gateway.RecordAsync();
        Assert.Equal("a:500 b:500 c:429", AliasHost.Tries(record));
        Assert.Equal(("c", "upstream_error", 429), (record.Provider, record.Error!.Type, record.HttpStatus));
    }

    [Fact]
    public async Task WhenNobodyAnswersTheErrorNamesTheTries()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var host = await AliasHost.StartAsync((":TriesPerTarget", "1"), ("Providers:c:BaseUrl", $"http://{closed.LocalEndPoint}/v1"));
        host.A.Answer = UpstreamAnswers.Json(503, NoLuck);
        host.B.Answer = Abort;
        var (status, body, record) = await host.CallAsync();
        Assert.Equal(502, status);
        var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
        Assert.Equal("upstream_unreachable", error.GetProperty("code").GetString());
        Assert.EndsWith("Tried: a/m (status 503), b/m (upstream_cut), c/m (upstream_unreachable).", error.GetProperty("message").GetString());
        Assert.Equal("a:503 b:upstream_cut c:upstream_unreachable", AliasHost.Tries(record));
        Assert.Equal("c", record.Provider);
    }

    [Fact]
    public async Task TriesEndWhenThereWereEnough()
    {
        await using var host = await AliasHost.StartAsync((":TriesMax", "3"));
        host.A.Answer = host.B.Answer = UpstreamAnswers.Json(500, NoLuck);
        Assert.Equal("a:500 a:500 b:500", AliasHost.Tries((await host.CallAsync()).Record));
    }

    [Theory]
    [InlineData("retry-after-ms", "2000")]
    [InlineData("Retry-After", "2")]
    public async Task ShortRetryAfterIsWaitedFor(string header, string value)
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Json(429, NoLuck, (header, value));
        var calling = host.CheckAnsweredByAsync("a");
        await host.Gateway.Time.IsSetAsync(TimeSpan.FromSeconds(2), GatewayHost.Stop);
        host.A.Answer = AliasHost.Answers("a");
        host.Gateway.Time.Elapse(TimeSpan.FromSeconds(2));
        Assert.Equal("a:429 a:200", AliasHost.Tries(await calling));
    }

    [Theory]
    [InlineData("-Infinity")]
    [InlineData("NaN")]
    [InlineData("1e400")]
    [InlineData("-5")]
    public async Task RetryAfterThatIsNoTimeIsAsIfItWereNotThere(string milliseconds)
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Json(429, NoLuck, ("retry-after-ms", milliseconds));
        Assert.Equal("a:429 a:429 b:200", AliasHost.Tries(await host.CheckAnsweredByAsync("b")));
    }

    [Fact]
    public async Task LongRetryAfterIsNotWaitedFor()
    {
        await using var host = await AliasHost.StartAsync();
        host.A.Answer = UpstreamAnswers.Json(429, NoLuck, ("Retry-After", host.Gateway.Time.GetUtcNow().AddMinutes(2).ToString("R")));
        Assert.Equal("a:429 b:200", AliasHost.Tries(await host.CheckAnsweredByAsync("b")));
    }

    [Fact]
    public async Task WaitsGrowBetweenTriesOfOneTarget()
    {
        await using var host = await AliasHost.StartAsync((":BackoffMilliseconds", "400"), (":BackoffFactor", "10"), (":BackoffMillisecondsMax", "4000"), (":TriesPerTarget", "3"));
        host.A.Answer = UpstreamAnswers.Json(500, NoLuck);
        var calling = host.CheckAnsweredByAsync("b");
        foreach (var longest in (TimeSpan[])[TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(4000)])
        {
            await host.Gateway.Time.IsSetAsync(due => due >= longest / 2 && due <= longest, GatewayHost.Stop);
            host.Gateway.Time.Elapse(longest);
        }

        Assert.Equal("a:500 a:500 a:500 b:200", AliasHost.Tries(await calling));
    }

    [Fact]
    public async Task SilentTargetIsLeftForTheNext()
    {
        await using var host = await AliasHost.StartAsync((":FirstByteSeconds", "30"), (":Targets:0:FirstByteSeconds", "3"));
        var hungUp = new TaskCompletionSource();
        host.A.Answer = UpstreamAnswers.Stall("", hungUp);
        var calling = host.CheckAnsweredByAsync("b");
        await host.A.NextAsync(GatewayHost.Stop);
        await host.Gateway.Time.IsSetAsync(TimeSpan.FromSeconds(3), GatewayHost.Stop);
        host.Gateway.Time.Elapse(TimeSpan.FromSeconds(3));
        var record = await calling;
        Assert.Equal("a:timeout b:200", AliasHost.Tries(record));
        Assert.Equal("The upstream said nothing for 3 seconds (FirstByteSeconds of the alias smart).", record.Attempts[0].Error!.Message);
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
    }

    [Fact]
    public async Task TargetWithoutKeyIsPassedOver()
    {
        await using var host = await AliasHost.StartAsync((":Targets:0:Model", "groq/m"));
        Assert.Equal("b:200", AliasHost.Tries(await host.CheckAnsweredByAsync("b")));
    }

    [Fact]
    public async Task RequestThatOneFormatCannotExpressIsAskedForElsewhere()
    {
        await using var host = await AliasHost.StartAsync((":Targets:0:Model", "anthropic/claude-sonnet-4-5"), ("Providers:anthropic:ApiKey", "k"));
        var severalAnswers = AliasHost.Hello.Replace("\"messages\"", "\"n\":2,\"messages\"");
        var record = await host.CheckAnsweredByAsync("b", severalAnswers);
        Assert.Equal(("anthropic:400 b:200", "invalid_request"), (AliasHost.Tries(record), record.Attempts[0].Error!.Type));
    }

    [Fact]
    public async Task ClientThatHangsUpEndsTheTries()
    {
        await using var host = await AliasHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.A.Answer = UpstreamAnswers.Stall("", hungUp);
        using var client = new CancellationTokenSource();
        using var request = new StringContent(AliasHost.Hello, null, "application/json");
        var calling = host.Gateway.Client.PostAsync("/v1/chat/completions", request, client.Token);
        await host.A.NextAsync(GatewayHost.Stop);
        await client.CancelAsync();
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        var record = await host.Gateway.RecordAsync();
        Assert.Equal("a:client_disconnected", AliasHost.Tries(record));
        Assert.Equal("client_disconnected", record.Error!.Type);
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
