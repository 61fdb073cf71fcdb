using System.Net;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>Upstreams that break HTTP: the client is told, and the record says so.</summary>
public sealed class BrokenUpstreamTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: applica")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n")]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\nnot-a-length\r\n")]
    [InlineData(Head + "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"id\":")]
    [InlineData(Head + "Content-Length: 500\r\n\r\n{\"id\":")]
    public async Task NoWholeAnswerIsABadGateway(string bytes)
    {
        await using var upstream = RawUpstream.Start(bytes);
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(Ask.Whole);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_cut", await Ask.CodeAsync(response));
        await Ask.RecordAsync(host, "upstream_cut");
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData(Head + "Content-Length: 500\r\n\r\n{\"id\":")]
    public async Task ResetIsABadGateway(string bytes)
    {
        await using var upstream = RawUpstream.Start(async (socket, stop) =>
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(bytes), stop);
            RawUpstream.Reset(socket);
        });
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(Ask.Whole);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_cut", await Ask.CodeAsync(response));
        await Ask.RecordAsync(host, "upstream_cut");
    }

    [Fact]
    public async Task ResetWithinAStreamEndsItWithAnError()
    {
        var arrived = new TaskCompletionSource();
        await using var upstream = RawUpstream.Start(async (socket, stop) =>
        {
            await socket.SendAsync(Chunks(UpstreamAnswers.StreamStart), stop);
            await arrived.Task;
            RawUpstream.Reset(socket);
        });
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(Ask.Stream);
        await using var body = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        await body.ReadExactlyAsync(new byte[UpstreamAnswers.StreamStart.Length], GatewayHost.Stop);
        arrived.SetResult();
        var end = await new StreamReader(body).ReadToEndAsync(GatewayHost.Stop);
        Assert.StartsWith("\n\ndata: {\"error\":", end);
        Assert.DoesNotContain("[DONE]", end);
        var record = await Ask.RecordAsync(host, "upstream_cut");
        Assert.Equal("Hello", record.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task ResetBehindTheEndOfAStreamIsNoFailure()
    {
        var arrived = new TaskCompletionSource();
        const string Whole = UpstreamAnswers.StreamStart + "data: [DONE]\n\n";
        await using var upstream = RawUpstream.Start(async (socket, stop) =>
        {
            await socket.SendAsync(Chunks(Whole), stop);
            await arrived.Task;
            RawUpstream.Reset(socket);
        });
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(Ask.Stream);
        await using var body = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        await body.ReadExactlyAsync(new byte[Whole.Length], GatewayHost.Stop);
        arrived.SetResult();
        Assert.Equal("", await new StreamReader(body).ReadToEndAsync(GatewayHost.Stop));
        await Ask.RecordAsync(host, null);
    }

    [Fact]
    public async Task SilenceWithinAWholeAnswerTimesOut()
    {
        var (fellSilent, hungUp) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var upstream = RawUpstream.Start(async (socket, stop) =>
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(Head + "Content-Length: 500\r\n\r\n{\"id\":"), stop);
            fellSilent.SetResult();
            try
            {
                await socket.ReceiveAsync(new byte[1], stop);
            }
            finally
            {
                hungUp.SetResult();
            }
        });
        await using var host = await Ask.HostAsync(upstream);
        var sending = host.PostAsync(Ask.Whole);
        await fellSilent.Task.WaitAsync(GatewayHost.Stop);
        host.Time.Elapse();
        using var response = await sending;
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("timeout", await Ask.CodeAsync(response));
        Assert.Equal(SpanStatus.Timeout, (await Ask.RecordAsync(host, "timeout")).Status);
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OneByteAtATimeIsAnAnswerLikeAnyOther(bool isStream)
    {
        var body = isStream ? UpstreamAnswers.Stream : UpstreamAnswers.Completion;
        await using var upstream = RawUpstream.Start(async (socket, stop) =>
        {
            var bytes = Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {(isStream ? "text/event-stream" : "application/json")}\r\nConnection: close\r\n\r\n{body}");
            for (var at = 0; at < bytes.Length; at++)
            {
                await socket.SendAsync(bytes.AsMemory(at, 1), stop);
            }
        });
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(isStream ? Ask.StreamWithUsage : Ask.Whole);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await Ask.RecordAsync(host, null);
        Assert.Equal(isStream ? "Hello" : "Hello there", record.Payload.OutputText.ToString());
        Assert.Equal(isStream ? 7 : 1000, record.Usage.Input);
    }

    [Fact]
    public async Task BytesBehindAnAnswerAreNotTheNextAnswer()
    {
        await using var upstream = RawUpstream.Start(async (socket, stop) =>
        {
            var answer = $"{Head}Content-Length: {Encoding.UTF8.GetByteCount(UpstreamAnswers.Completion)}\r\n\r\n{UpstreamAnswers.Completion}";
            await socket.SendAsync(Encoding.UTF8.GetBytes($"{answer}{Head}Content-Length: 4\r\n\r\nevil"), stop);
            await socket.ReceiveAsync(new byte[1], stop);
        });
        await using var host = await Ask.HostAsync(upstream);
        for (var call = 1; call <= 2; call++)
        {
            using var response = await host.PostAsync(Ask.Whole);
            Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
            Assert.Equal(call, upstream.Requests);
            await Ask.RecordAsync(host, null);
        }
    }

    private static byte[] Chunks(string text) => Encoding.UTF8.GetBytes($"{StreamHead}{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");
}
