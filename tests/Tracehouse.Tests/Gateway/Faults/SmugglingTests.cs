using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>Tries to get something past the gateway: second requests, headers, addresses.</summary>
public sealed class SmugglingTests
{
    private const string Start = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
    private const string Hidden = "POST /v1/evil HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 300\r\n")]
    [InlineData("Content-Length: 4, 300\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n")]
    [InlineData("X-A: 1\r\n continued\r\n")]
    [InlineData("X-A: 1\rX-B: 2\r\n")]
    [InlineData("X-A: 1\02\r\n")]
    public async Task DoubtfulFramingIsRefused(string headers)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await RawClient.AskAsync(host, $"{Start}{headers}\r\n{Hidden}");
        Assert.Matches("^HTTP/1.1 (400|501) ", answer);
        Assert.Equal((0, 0), (host.Upstream.Waiting, host.Sink.Count));
    }

    [Fact]
    public async Task ChunksGoBeforeALengthAndTheConnectionEnds()
    {
        await using var host = await GatewayHost.StartAsync();
        var start = Start.Replace("Connection: close\r\n", "");
        await RawClient.AskAsync(host, $"{start}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{Ask.Whole.Length:x}\r\n{Ask.Whole}\r\n0\r\n\r\n{RawClient.Post(Ask.Whole.Replace("Hi", "hidden"))}");
        while (host.Upstream.Waiting > 0)
        {
            var received = await host.Upstream.NextAsync(GatewayHost.Stop);
            Assert.Equal("/v1/chat/completions", received.Target);
            Assert.Equal(received.Body.Length.ToString(), received.Headers["Content-Length"]);
            Assert.False(received.Headers.ContainsKey("Transfer-Encoding"));
            Assert.EndsWith("]}", System.Text.Encoding.UTF8.GetString(received.Body));
        }
    }

    [Theory]
    [InlineData("a\u0001b")]
    [InlineData("a\u007fb")]
    [InlineData("a\tb")]
    public async Task OddCharactersInAHeaderCostNoAnswer(string value)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await RawClient.AskAsync(host, RawClient.Post(Ask.Whole, $"X-OpenTracy-Session-Id: {value}\r\n"));
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.EndsWith(UpstreamAnswers.Completion, answer);
        await Ask.RecordAsync(host, null);
    }

    [Theory]
    [InlineData("\\u007f")]
    [InlineData("\\r\\nSet-Cookie: a=b")]
    [InlineData("\\u0001")]
    public async Task OddCharactersInAModelCostNoAnswer(string model)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await RawClient.AskAsync(host, RawClient.Post(Ask.Whole.Replace("gpt-4o-mini", model)));
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.DoesNotContain("\nSet-Cookie", answer);
        Assert.Contains("\nX-OpenTracy-Selected-Model: openai", answer, StringComparison.OrdinalIgnoreCase);
        await Ask.RecordAsync(host, null);
    }

    [Theory]
    [InlineData("X-Odd: a\u0001b")]
    [InlineData("X-Odd: a\u007fb")]
    [InlineData("X-Odd: \u00e9")]
    [InlineData("X-Odd: a\u000bb")]
    public async Task OddCharactersInAHeaderOfTheUpstreamCostNoAnswer(string header)
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 200 OK\r\nX-Even: 1\r\n{header}\r\nConnection: close\r\n\r\n{UpstreamAnswers.Completion}");
        await using var host = await Ask.HostAsync(upstream);
        var answer = await RawClient.AskAsync(host, RawClient.Post(Ask.Whole));
        Assert.StartsWith("HTTP/1.1 200 ", answer);
        Assert.EndsWith(UpstreamAnswers.Completion, answer);
        Assert.Contains("X-Even: 1", answer);
        Assert.DoesNotContain("X-Odd", answer);
        await Ask.RecordAsync(host, null);
    }

    [Theory]
    [InlineData("X-A: 1\rSet-Cookie: a=b\r\n")]
    [InlineData("X-A: 1\n\rSet-Cookie: a=b\r\n")]
    [InlineData("X-A: 1\0\r\n")]
    public async Task NoHeaderIsHiddenInAnother(string headers)
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 200 OK\r\n{headers}Connection: close\r\n\r\n{UpstreamAnswers.Completion}");
        await using var host = await Ask.HostAsync(upstream);
        var answer = await RawClient.AskAsync(host, RawClient.Post(Ask.Whole));
        Assert.Matches("^HTTP/1.1 (200|502) ", answer);
        Assert.DoesNotMatch("[\r\n]Set-Cookie", answer);
        Assert.DoesNotContain("\0", answer);
        await host.RecordAsync();
    }

    [Fact]
    public async Task UpstreamCannotSpeakForTheGateway()
    {
        await using var upstream = RawUpstream.Start(
            "HTTP/1.1 200 OK\r\nX-OpenTracy-Cost-Usd: 9\r\nx-opentracy-cache: hit\r\nX-Tracehouse-Trace-Id: theirs\r\nAlt-Svc: h3=\":443\"\r\n"
            + $"X-Hop: 1\r\nConnection: X-Hop, close\r\nKeep-Alive: timeout=9\r\n\r\n{UpstreamAnswers.Completion}");
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(Ask.Whole);
        var record = await Ask.RecordAsync(host, null);
        Assert.Equal(record.TraceId.Value, response.Headers.GetValues("x-tracehouse-trace-id").Single());
        Assert.NotEqual("9", response.Headers.GetValues("X-OpenTracy-Cost-Usd").Single());
        foreach (var name in (string[])["x-opentracy-cache", "X-Hop", "Keep-Alive", "Alt-Svc"])
        {
            Assert.False(response.Headers.Contains(name), name);
        }
    }

    [Theory]
    [InlineData("/providers/openai/../x")]
    [InlineData("/providers/openai/%2e%2e/x")]
    [InlineData("/providers/openai/%2E%2E%2Fx")]
    [InlineData("/providers/openai/a/..%5c..%5c..%5cx")]
    [InlineData("/providers/openai/a/\\..\\..\\x")]
    [InlineData("/providers/openai/.%2e/x")]
    [InlineData("/providers/openai/a/./../../x")]
    [InlineData("/providers/openai/x#/../../y")]
    [InlineData("/providers/openai")]
    [InlineData("/providers//x")]
    [InlineData("/providers/127.0.0.1:1/x")]
    [InlineData("/providers/http:%2f%2f127.0.0.1:1/x")]
    [InlineData("/providers/openai@127.0.0.1/x")]
    [InlineData("//127.0.0.1/providers/openai/x")]
    [InlineData("/v1/images/../../x")]
    [InlineData("/v1/audio/%2e%2e/%2e%2e/x")]
    [InlineData("http://127.0.0.1:1/providers/openai/x")]
    public async Task NoPathLeadsElsewhere(string target)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await RawClient.AskAsync(host, $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (400|404) ", answer);
        Assert.Equal(0, host.Upstream.Waiting);
    }

    [Theory]
    [InlineData("/providers/openai/@127.0.0.1:1/x", "/v1/@127.0.0.1:1/x")]
    [InlineData("/providers/openai//127.0.0.1:1/x", "/v1//127.0.0.1:1/x")]
    [InlineData("/providers/openai/http://127.0.0.1:1/x", "/v1/http://127.0.0.1:1/x")]
    [InlineData("/providers/openai/%252e%252e/x", "/v1/%252e%252e/x")]
    [InlineData("/providers/openai/...?u=../../x", "/v1/...?u=../../x")]
    public async Task OddPathStaysUnderTheBaseAddress(string target, string expected)
    {
        await using var host = await GatewayHost.StartAsync();
        await RawClient.AskAsync(host, $"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.Equal(expected, (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
    }
}
