using System.Net;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>Answers that are HTTP, but not what was asked for: they pass as they are, and are recorded for what they are.</summary>
public sealed class OddAnswerTests
{
    private const string Page = "<html><body>Please sign in</body></html>";

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/octet-stream")]
    [InlineData("nonsense;;")]
    [InlineData(null)]
    public async Task AnswerUnderAnotherTypeIsUnderstood(string? type)
    {
        var (response, record) = await AskAsync(Ask.Whole, type, UpstreamAnswers.Completion);
        using var _ = response;
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Null(record.Error);
        Assert.Equal("Hello there", record.Payload.OutputText.ToString());
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("Text/Event-Stream; charset=UTF-8")]
    public async Task TypeOfAStreamIsKnownInAnyCase(string type)
    {
        var (response, record) = await AskAsync(Ask.Stream, type, UpstreamAnswers.Stream);
        using var _ = response;
        Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Null(record.Error);
        Assert.True(record.IsStream);
        Assert.Equal("Hello", record.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task StreamUnderAWrongTypeIsNotHeldBack()
    {
        var arrived = new TaskCompletionSource();
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(UpstreamAnswers.StreamStart));
            await context.Response.Body.FlushAsync();
            await arrived.Task;
            await context.Response.Body.WriteAsync("data: [DONE]\n\n"u8.ToArray());
        };
        using var response = await host.PostAsync(Ask.Stream);
        await using var body = await response.Content.ReadAsStreamAsync(GatewayHost.Stop);
        await body.ReadExactlyAsync(new byte[UpstreamAnswers.StreamStart.Length], GatewayHost.Stop);
        arrived.SetResult();
        Assert.Equal("data: [DONE]\n\n", await new StreamReader(body).ReadToEndAsync(GatewayHost.Stop));
        await Ask.RecordAsync(host, "upstream_invalid");
    }

    [Fact]
    public async Task PageInsteadOfAnAnswerIsInvalid()
    {
        var (response, record) = await AskAsync(Ask.Whole, "text/html", Page);
        using var _ = response;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Page, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("upstream_invalid", record.Error!.Type);
        Assert.Equal(Page, record.Payload.OutputText.ToString());
    }

    [Fact]
    public async Task JsonInsteadOfEventsEndsWithAnError()
    {
        const string Body = """{"error":{"message":"Overloaded"}}""";
        var (response, record) = await AskAsync(Ask.Stream, "text/event-stream", Body);
        using var _ = response;
        Assert.StartsWith(Body + "\n\ndata: {\"error\":", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("upstream_cut", record.Error!.Type);
    }

    [Fact]
    public async Task SuccessThatHoldsAnErrorIsAnError()
    {
        const string Body = """{"error":{"message":"Quota used up","type":"insufficient_quota"}}""";
        var (response, record) = await AskAsync(Ask.Whole, "application/json", Body);
        using var _ = response;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Body, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal(new SpanError("upstream_error", "Quota used up"), record.Error);
        Assert.Equal(200, record.HttpStatus);
    }

    [Theory]
    [InlineData("204 No Content", "upstream_invalid")]
    [InlineData("205 Reset Content", "upstream_invalid")]
    [InlineData("304 Not Modified", "upstream_error")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/", "upstream_error")]
    [InlineData("999 Odd", "upstream_error")]
    public async Task StatusWithoutABodyPasses(string status, string errorType)
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 {status}\r\n{(status[0] == '2' || status[0] == '3' && status[2] == '4' ? "" : "Content-Length: 0\r\n")}Connection: close\r\n\r\n");
        await using var host = await Ask.HostAsync(upstream);
        var answer = await RawClient.AskAsync(host, RawClient.Post(Ask.Whole));
        Assert.StartsWith($"HTTP/1.1 {status[..3]}", answer);
        Assert.EndsWith("\r\n\r\n", answer);
        Assert.DoesNotContain(status.StartsWith("204", StringComparison.Ordinal) ? "Content-Length" : "Transfer-Encoding", answer);
        var record = await Ask.RecordAsync(host, errorType);
        Assert.Equal(int.Parse(status[..3]), record.HttpStatus);
        Assert.Equal(1, upstream.Requests);
    }

    [Fact]
    public async Task LengthsThatDifferAreNoAnswer()
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n{UpstreamAnswers.Completion}");
        await using var host = await Ask.HostAsync(upstream, ("Gateway:HoldSecondsMax", "0"));
        using var response = await host.PostAsync(Ask.Whole);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        await Ask.RecordAsync(host, "upstream_cut");
    }

    [Fact]
    public async Task InterimAnswersAreNotTheAnswer()
    {
        await using var upstream = RawUpstream.Start(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"
            + $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{UpstreamAnswers.Completion}");
        await using var host = await Ask.HostAsync(upstream);
        using var response = await host.PostAsync(Ask.Whole);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        await Ask.RecordAsync(host, null);
    }

    private static async Task<(HttpResponseMessage Response, SpanRecord Record)> AskAsync(string request, string? type, string body)
    {
        await using var upstream = RawUpstream.Start($"HTTP/1.1 200 OK\r\n{(type is null ? "" : $"Content-Type: {type}\r\n")}Connection: close\r\n\r\n{body}");
        await using var host = await Ask.HostAsync(upstream);
        var response = await host.PostAsync(request);
        await response.Content.LoadIntoBufferAsync(GatewayHost.Stop);
        return (response, await host.RecordAsync());
    }
}
