using System.Text;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>Clients that use the corners of HTTP, or break it.</summary>
public sealed class OddClientTests
{
    private const string Chunked = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";

    [Fact]
    public async Task ChunkedRequestArrivesWhole()
    {
        await using var host = await GatewayHost.StartAsync();
        var chunks = string.Concat(Ask.Whole.Chunk(10).Select(piece => $"{piece.Length:x};name=value\r\n{new string(piece)}\r\n"));
        var answer = await RawClient.AskAsync(host, $"{Chunked}\r\n{chunks}0\r\nX-Trailer: 1\r\n\r\n");
        Assert.EndsWith(UpstreamAnswers.Completion, answer);
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(Ask.Whole.Replace("openai/", ""), Encoding.UTF8.GetString(received.Body));
        Assert.Equal(received.Body.Length.ToString(), received.Headers["Content-Length"]);
        Assert.False(received.Headers.ContainsKey("Transfer-Encoding"));
        await Ask.RecordAsync(host, null);
    }

    [Fact]
    public async Task BrokenChunksAreABadRequest()
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = await RawClient.AskAsync(host, $"{Chunked}\r\n5\r\n{{\"mod\r\nnot-a-length\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer);
        Assert.Contains("\"code\":\"invalid_request\"", answer);
        await Ask.RecordAsync(host, "invalid_request");
        Assert.Equal(0, host.Upstream.Waiting);
    }

    [Fact]
    public async Task ExpectationIsMetHereAndNotPassedOn()
    {
        await using var host = await GatewayHost.StartAsync();
        using var client = await RawClient.ConnectAsync(host);
        var request = RawClient.Post(Ask.Whole, "Expect: 100-continue\r\n");
        var body = request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        await client.SendAsync(request[..body]);
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadUntilAsync("\r\n\r\n"));
        await client.SendAsync(request[body..]);
        Assert.EndsWith(UpstreamAnswers.Completion, await client.ReadToEndAsync());
        Assert.False((await host.Upstream.NextAsync(GatewayHost.Stop)).Headers.ContainsKey("Expect"));
        await Ask.RecordAsync(host, null);
    }

    [Fact]
    public async Task TooLargeIsSaidBeforeTheBodyIsSent()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:RequestBytesMax", "1000"));
        using var client = await RawClient.ConnectAsync(host);
        await client.SendAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", await client.ReadUntilAsync("Gateway:RequestBytesMax"));
        await Ask.RecordAsync(host, "request_too_large");
    }

    [Theory]
    [InlineData(Ask.Whole)]
    [InlineData(Ask.Stream)]
    public async Task OldHttpGetsAnAnswerWithoutChunks(string body)
    {
        await using var host = await GatewayHost.StartAsync();
        var expected = body == Ask.Stream ? UpstreamAnswers.StreamStart + "data: [DONE]\n\n" : UpstreamAnswers.Completion;
        host.Upstream.Answer = body == Ask.Stream ? UpstreamAnswers.Events(UpstreamAnswers.Stream) : host.Upstream.Answer;
        var answer = await RawClient.AskAsync(host, $"POST /v1/chat/completions HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
        Assert.EndsWith("\r\n\r\n" + expected, answer);
        Assert.DoesNotContain("Transfer-Encoding", answer);
        await Ask.RecordAsync(host, null);
    }

    [Fact]
    public async Task PipelinedRequestsAreAnsweredInOrder()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            var isFirst = (await body.ReadToEndAsync()).Contains("first", StringComparison.Ordinal);
            await UpstreamAnswers.Json(200, UpstreamAnswers.Completion.Replace("Hello there", isFirst ? "One" : "Two"))(context);
        };
        var first = RawClient.Post(Ask.Whole.Replace("Hi", "first")).Replace("Connection: close\r\n", "");
        var answer = await RawClient.AskAsync(host, first + RawClient.Post(Ask.Whole.Replace("Hi", "second")));
        Assert.InRange(answer.IndexOf("\"One\"", StringComparison.Ordinal), 0, answer.IndexOf("\"Two\"", StringComparison.Ordinal));
        Assert.Equal("first", (await host.RecordAsync()).Payload.InputText.ToString());
        Assert.Equal("second", (await Ask.RecordAsync(host, null)).Payload.InputText.ToString());
    }

    [Fact]
    public async Task ClientThatClosesItsHalfHasHungUp()
    {
        await using var host = await GatewayHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Stall("", hungUp);
        using var client = await RawClient.ConnectAsync(host);
        await client.SendAsync(RawClient.Post(Ask.Whole));
        await host.Upstream.NextAsync(GatewayHost.Stop);
        client.CloseHalf();
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
        await Ask.RecordAsync(host, "client_disconnected");
    }

    [Theory]
    [InlineData(90, 10, 200)]
    [InlineData(90, 300, 200)]
    [InlineData(150, 10, 431)]
    [InlineData(60, 1000, 431)]
    public async Task HeadersHaveALimit(int count, int length, int status)
    {
        await using var host = await GatewayHost.StartAsync();
        var headers = string.Concat(Enumerable.Range(0, count).Select(number => $"X-Many-{number}: {new string('x', length)}\r\n"));
        var answer = await RawClient.AskAsync(host, RawClient.Post(Ask.Whole, headers));
        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        if (status == 200)
        {
            var received = await host.Upstream.NextAsync(GatewayHost.Stop);
            Assert.Equal(count, received.Headers.Count(header => header.Key.StartsWith("X-Many-", StringComparison.Ordinal)));
            await Ask.RecordAsync(host, null);
        }
        else
        {
            Assert.Equal((0, 0), (host.Upstream.Waiting, host.Sink.Count));
        }
    }

    [Theory]
    [InlineData(50, 1000, 200)]
    [InlineData(70, 1000, 502)]
    public async Task HeadersOfAnswersHaveALimit(int count, int length, int status)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(number => $"X-Many-{number}: {new string('x', length)}\r\n"));
        await using var upstream = RawUpstream.Start($"HTTP/1.1 200 OK\r\n{headers}Connection: close\r\n\r\n{UpstreamAnswers.Completion}");
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(Ask.Whole);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 200 ? count : 0, response.Headers.Count(header => header.Key.StartsWith("X-Many-", StringComparison.Ordinal)));
        await Ask.RecordAsync(host, status == 200 ? null : "upstream_cut");
    }
}
