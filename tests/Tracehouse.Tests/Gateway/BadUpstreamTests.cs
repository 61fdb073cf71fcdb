using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What goes wrong at the upstream or at the client, and what the other side and the record see of it.</summary>
public sealed class BadUpstreamTests
{
    private const string Hello = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";
    private const string HelloStream = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}""";

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task ErrorsPassThrough(int status)
    {
        await using var host = await GatewayHost.StartAsync();
        const string body = """{"error":{"message":"No such luck","type":"t","param":null,"code":"c"}}""";
        host.Upstream.Answer = UpstreamAnswers.Json(status, body, ("Retry-After", "7"), ("x-request-id", "r1"));
        using var response = await host.PostAsync(Hello);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal("r1", response.Headers.GetValues("x-request-id").Single());

        var record = await CheckRecordAsync(host, "upstream_error");
        Assert.Equal(status, record.HttpStatus);
        Assert.Equal("No such luck", record.Error!.Message);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("""{"id":"x","choices":[{"index":0,"message":{"role":"assist""")]
    public async Task GarbageIsRelayedAndKeptAsText(string garbage)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, garbage);
        using var response = await host.PostAsync(Hello);
        Assert.Equal(garbage, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await CheckRecordAsync(host, "upstream_invalid");
        Assert.Equal(garbage, record.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task GarbageInStreamIsKeptAsText()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Events("data: what?\n\ndata: [DONE]\n\n");
        using var response = await host.PostAsync(HelloStream);
        Assert.Equal("data: what?\n\ndata: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("what?\n", (await CheckRecordAsync(host, "upstream_invalid")).Payload.OutputText.ToString());
    }

    [Fact]
    public async Task WholeAnswerInsteadOfStreamIsUnderstood()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(HelloStream);
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await host.RecordAsync();
        Assert.False(record.IsStream);
        Assert.Equal("Hello there", record.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task ErrorEventInStreamIsAnError()
    {
        await using var host = await GatewayHost.StartAsync();
        const string body = "data: {\"error\":{\"message\":\"Overloaded\"}}\n\n";
        host.Upstream.Answer = UpstreamAnswers.Events(body);
        using var response = await host.PostAsync(HelloStream);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("Overloaded", (await CheckRecordAsync(host, "upstream_error")).Error!.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CutStreamEndsWithAnError(bool endsNormally)
    {
        await using var host = await GatewayHost.StartAsync();
        var arrived = new TaskCompletionSource();
        var start = UpstreamAnswers.StreamStart[..UpstreamAnswers.StreamStart.IndexOf("\"lo\"", StringComparison.Ordinal)];
        host.Upstream.Answer = endsNormally ? UpstreamAnswers.Events(start) : UpstreamAnswers.Cut("text/event-stream", start, null, arrived.Task);
        using var response = await host.PostAsync(HelloStream);
        await using var stream = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        var whole = start.LastIndexOf("data:", StringComparison.Ordinal);
        await stream.ReadExactlyAsync(new byte[whole], GatewayHost.Stop);
        arrived.SetResult();
        var body = await new StreamReader(stream).ReadToEndAsync(GatewayHost.Stop);
        Assert.StartsWith((endsNormally ? start[whole..] : "") + "\n\ndata: {\"error\":{\"message\":", body);
        Assert.Contains("\"code\":\"upstream_cut\"", body);
        Assert.DoesNotContain("[DONE]", body);
        Assert.Equal("Hel", (await CheckRecordAsync(host, "upstream_cut")).Payload.OutputText.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HalfAnAnswerBecomesAnErrorInsteadOfHalfAnAnswer(bool hasLength)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Broken("application/json", UpstreamAnswers.Completion[..100], hasLength ? UpstreamAnswers.Completion.Length : null);
        using var response = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_cut", await CodeAsync(response));
        Assert.Equal(UpstreamAnswers.Completion[..100], (await CheckRecordAsync(host, "upstream_cut")).Payload.OutputText.ToString());
    }

    [Fact]
    public async Task WhatIsNotHeldIsCutShortForTheClientToo()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:HoldSecondsMax", "0"));
        var arrived = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Cut("application/json", UpstreamAnswers.Completion[..100], UpstreamAnswers.Completion.Length, arrived.Task);
        using var response = await host.PostAsync(Hello);
        await using var body = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        await body.ReadExactlyAsync(new byte[100], GatewayHost.Stop);
        arrived.SetResult();
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(new byte[1], GatewayHost.Stop));
        Assert.Equal(UpstreamAnswers.Completion[..100], (await CheckRecordAsync(host, "upstream_cut")).Payload.OutputText.ToString());
    }

    [Fact]
    public async Task ConnectionClosedWithoutAnswerIsToldAsSuch()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var response = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        await host.RecordAsync();
    }

    [Fact]
    public async Task UnreachableUpstreamIsToldAsSuch()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var host = await GatewayHost.StartAsync(("Providers:openai:BaseUrl", $"http://{closed.LocalEndPoint}/v1"));
        using var response = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("upstream_unreachable", await CodeAsync(response));
        await CheckRecordAsync(host, "upstream_unreachable");
    }

    [Fact]
    public async Task SilenceBeforeTheAnswerTimesOut()
    {
        await using var host = await GatewayHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Stall("", hungUp);
        var sending = host.PostAsync(Hello);
        await host.Upstream.NextAsync(GatewayHost.Stop);
        host.Time.Elapse();
        using var response = await sending;
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("timeout", await CodeAsync(response));
        Assert.Equal(SpanStatus.Timeout, (await CheckRecordAsync(host, "timeout")).Status);
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
    }

    [Fact]
    public async Task SilenceWithinTheAnswerTimesOut()
    {
        await using var host = await GatewayHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Stall(UpstreamAnswers.StreamStart, hungUp);
        using var response = await host.PostAsync(HelloStream);
        await using var body = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        await body.ReadExactlyAsync(new byte[UpstreamAnswers.StreamStart.Length], GatewayHost.Stop);
        host.Time.Elapse();
        var rest = await new StreamReader(body).ReadToEndAsync(GatewayHost.Stop);
        Assert.StartsWith("\n\ndata: {\"error\":", rest);
        Assert.Contains("\"code\":\"timeout\"", rest);
        Assert.Equal(SpanStatus.Timeout, (await CheckRecordAsync(host, "timeout")).Status);
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
    }

    [Fact]
    public async Task SilenceAfterTheEndIsNoFailure()
    {
        await using var host = await GatewayHost.StartAsync();
        const string whole = UpstreamAnswers.StreamStart + "data: [DONE]\n\n";
        host.Upstream.Answer = UpstreamAnswers.Stall(whole, new TaskCompletionSource());
        using var response = await host.PostAsync(HelloStream);
        await using var body = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        await body.ReadExactlyAsync(new byte[whole.Length], GatewayHost.Stop);
        host.Time.Elapse();
        Assert.Equal(0, await body.ReadAsync(new byte[1], GatewayHost.Stop));
        Assert.Equal(SpanStatus.Success, (await host.RecordAsync()).Status);
        Assert.Equal(0, host.Sink.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClientThatHangsUpCancelsTheUpstream(bool afterItsStart)
    {
        await using var host = await GatewayHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Stall(afterItsStart ? UpstreamAnswers.StreamStart : "", hungUp);
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(GatewayHost.Stop);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(HelloStream) };
        var sending = host.Client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, abort.Token);
        await host.Upstream.NextAsync(GatewayHost.Stop);
        if (afterItsStart)
        {
            using var response = await sending;
            await using var body = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
            await body.ReadExactlyAsync(new byte[UpstreamAnswers.StreamStart.Length], GatewayHost.Stop);
        }
        else
        {
            await abort.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }

        await hungUp.Task.WaitAsync(GatewayHost.Stop);
        var record = await CheckRecordAsync(host, "client_disconnected");
        Assert.Equal(afterItsStart ? "Hello" : "", record.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task StoppingIsNotTheClientsDoing()
    {
        await using var host = await GatewayHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Stall(UpstreamAnswers.StreamStart, hungUp);
        using var response = await host.PostAsync(HelloStream);
        await host.StopAsync();
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
        await CheckRecordAsync(host, "shutdown");
    }

    [Fact]
    public async Task ClientThatHangsUpWithinItsRequestIsRecorded()
    {
        await using var host = await GatewayHost.StartAsync();
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port, GatewayHost.Stop);
            await socket.SendAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"model\":"u8.ToArray(), GatewayHost.Stop);
            socket.Shutdown(SocketShutdown.Both);
        }

        Assert.Equal("client_disconnected", (await host.RecordAsync()).Error!.Type);
    }

    private static async Task<SpanRecord> CheckRecordAsync(GatewayHost host, string errorType)
    {
        var record = await host.RecordAsync();
        Assert.Equal(errorType, record.Error?.Type);
        Assert.NotEqual(SpanStatus.Success, record.Status);
        Assert.Equal("Hi", record.Payload.InputText.ToString());
        Assert.Equal(0, host.Sink.Count);
        return record;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        return json.RootElement.GetProperty("error").GetProperty("code").GetString();
    }
}
