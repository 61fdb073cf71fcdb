using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Anthropic's own format: what passes, what is recorded, and what errors look like.</summary>
public sealed class AnthropicTests
{
    private const string Hello = """{"model":"anthropic/claude-sonnet-4-5","max_tokens":100,"system":"Be kind","messages":[{"role":"user","content":"Hi"}],"metadata":{"user_id":"u_1"}}""";
    private const int Cases = 300;

    [Fact]
    public async Task MessagePassesUnchangedAndIsRecorded()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync("/v1/messages?beta=true", Hello, ("anthropic-version", "2023-06-01"), ("anthropic-beta", "b"), ("x-api-key", "caller"), ("Authorization", "Bearer caller"));
        Assert.Contains("\"end_turn\"", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("/v1/messages?beta=true", received.Target);
        Assert.Equal(Hello.Replace("anthropic/", ""), Encoding.UTF8.GetString(received.Body));
        Assert.Equal("sk-ant", received.Headers["x-api-key"]);
        Assert.Equal("2023-06-01", received.Headers["anthropic-version"]);
        Assert.Equal("b", received.Headers["anthropic-beta"]);
        Assert.False(received.Headers.ContainsKey("Authorization"));

        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal(SpanKind.Generation, record.Kind);
        Assert.Equal("anthropic", record.Provider);
        Assert.Equal("claude-sonnet-4-5", record.Model);
        Assert.Equal("end_turn", record.FinishReason);
        Assert.Equal("u_1", record.UserId);
        Assert.Equal(new TokenUsage { Input = 3100, CachedInput = 1000, Output = 50 }, record.Usage with { Details = TokenUsage.Unknown.Details });
        Assert.Equal(((100 * 3m) + (1000 * 0.3m) + (2000 * 3.75m)) / 1_000_000, record.Cost!.InputUsd);
        Assert.Equal(50 * 15m / 1_000_000, record.Cost.OutputUsd);
        Assert.Equal("Hi", record.Payload.InputText.ToString());
        Assert.Equal("""[{"role":"system","content":"Be kind"},{"role":"user","content":"Hi"}]""", record.Payload.InputMessages.ToString());
        Assert.Equal("Hello, héllo, 你好 and 👋", record.Payload.OutputText.ToString());
        Assert.Equal("""[{"role":"assistant","content":[{"type":"text","text":"Hello, héllo, 你好 and 👋"}]}]""", record.Payload.OutputMessages.ToString());
        Assert.Equal("""{"max_tokens":100,"_answered_model":"claude-sonnet-4-5-20250929"}""", record.Payload.Parameters.ToString());
        Assert.Equal(2000, record.Usage.Details[UsageKind.CacheWrite]);
    }

    [Fact]
    public async Task StreamPassesUnchangedAndIsPutTogether()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync("/v1/messages", """{"model":"claude-sonnet-4-5","stream":true,"tools":[{}],"messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal(FakeAnthropic.Stream, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.DoesNotContain("stream_options", Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
        var record = await host.RecordAsync();
        Assert.True(record.IsStream);
        Assert.NotNull(record.TimeToFirstToken);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal(new TokenUsage { Input = 3100, CachedInput = 1000, Output = 50 }, record.Usage with { Details = TokenUsage.Unknown.Details });
        Assert.Equal("tool_use", record.FinishReason);
        Assert.Equal("I héar \"you\"", record.Payload.OutputText.ToString());
        Assert.Equal(
            """[{"role":"assistant","content":[{"type":"thinking","thinking":"Let me look","signature":"c2ln"},"""
            + """{"type":"text","text":"I héar \"you\"","citations":[{"type":"page_location","cited_text":"x"}]},"""
            + """{"type":"tool_use","id":"toolu_1","name":"weather","input":{"city": "Oslo"}},{"type":"tool_use","id":"toolu_2","name":"time","input":{}}]}]""",
            record.Payload.OutputMessages.ToString());
    }

    [Fact]
    public async Task RecordIsMadeBeforeTheLastEventGoesOut()
    {
        await using var host = await StartAsync();
        host.Sink.Close();
        var reading = host.SendAsync("/v1/messages", """{"model":"claude-sonnet-4-5","stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
        await host.Sink.Entered.WaitAsync(GatewayHost.Stop);
        using var response = await reading;
        var body = response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.False(body.IsCompleted);
        host.Sink.Open();
        Assert.EndsWith("data: {\"type\":\"message_stop\"}\n\n", await body);
    }

    [Fact]
    public void PiecesMakeNoDifference()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            var end = random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
            var stream = FakeAnthropic.Stream.Replace("\"Let me \"", random.Text()).Replace("\"I héar \\\"you\\\"\"", random.Text()).Replace("\"lo\\\"}\"", random.Text());
            var whole = Run([Encoding.UTF8.GetBytes(stream)]);
            Assert.Contains("toolu_2", whole);
            var pieces = Run(random.Cut(Encoding.UTF8.GetBytes(stream.Replace("\n", end)), 1 + random.Next(200)));
            Assert.True(whole == pieces, $"seed {seed}\n{whole}\n{pieces}");
        }
    }

    [Theory]
    [InlineData("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n", "upstream_error", "Overloaded")]
    [InlineData("", "upstream_cut", "before it was finished")]
    public async Task BrokenStreamIsAnError(string end, string code, string message)
    {
        await using var host = await StartAsync();
        var start = FakeAnthropic.Stream[..FakeAnthropic.Stream.IndexOf("event: message_delta", StringComparison.Ordinal)];
        host.Upstream.Answer = UpstreamAnswers.Events(start + end);
        using var response = await host.SendAsync("/v1/messages", """{"model":"claude-sonnet-4-5","stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.StartsWith(start + end, body);
        Assert.Matches("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"[a-z_]+\",\"message\":\"[^\"]+\"}}\n\n$", body);
        var record = await host.RecordAsync();
        Assert.Equal(code, record.Error!.Type);
        Assert.Contains(message, record.Error.Message);
        Assert.Equal(3100, record.Usage.Input);
        Assert.Contains("toolu_1", record.Payload.OutputMessages.ToString());
    }

    [Theory]
    [InlineData("{", 400, "invalid_request_error", "not valid JSON")]
    [InlineData("{\"model\":\"claude-sonnet-4-5\"}", 400, "invalid_request_error", "messages is missing")]
    [InlineData("{\"model\":\"nobody/claude\",\"messages\":[{}]}", 404, "not_found_error", "There is no provider nobody")]
    [InlineData("{\"model\":\"demo/echo\",\"messages\":[{}]}", 501, "invalid_request_error", "POST /v1/chat/completions")]
    [InlineData("{\"model\":\"auto\",\"messages\":[{}]}", 503, "api_error", "name a model")]
    public async Task ErrorsOfOursHaveTheShapeOfAnthropic(string body, int status, string type, string message)
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync("/v1/messages", body);
        Assert.Equal(status, (int)response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("error", json.RootElement.GetProperty("type").GetString());
        Assert.Equal(type, json.RootElement.GetProperty("error").GetProperty("type").GetString());
        Assert.Contains(message, json.RootElement.GetProperty("error").GetProperty("message").GetString());
        Assert.NotNull((await host.RecordAsync()).Error);
    }

    [Theory]
    [InlineData("x-api-key", "caller")]
    [InlineData("Authorization", "Bearer caller")]
    public async Task CallersKeyPassesWhenTheServerHasNone(string header, string value)
    {
        await using var host = await StartAsync(("Providers:anthropic:ApiKey", ""), ("ANTHROPIC_API_KEY", ""));
        using var none = await host.SendAsync("/v1/messages", Hello);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Contains("authentication_error", await none.Content.ReadAsStringAsync(GatewayHost.Stop));
        using var response = await host.SendAsync("/v1/messages", Hello, (header, value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(value, (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers[header]);
    }

    [Fact]
    public async Task CountingTokensIsASpanWithoutACost()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync("/v1/messages/count_tokens", Hello);
        Assert.Equal("""{"input_tokens":14}""", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("/v1/messages/count_tokens", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
        var record = await host.RecordAsync();
        Assert.Equal(SpanKind.Span, record.Kind);
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("count tokens claude-sonnet-4-5", record.Name);
        Assert.Null(record.Cost);
        Assert.Null(record.Usage.Input);
    }

    [Fact]
    public async Task WrongMethodIsAnErrorOfTheSameShape()
    {
        await using var host = await StartAsync();
        using var response = await host.Client.GetAsync("/v1/messages", GatewayHost.Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.StartsWith("{\"type\":\"error\",", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Fact]
    public async Task UpstreamErrorPassesAsItIs()
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync("/v1/messages", Hello.Replace("claude-sonnet-4-5", "overloaded"));
        Assert.Equal(529, (int)response.StatusCode);
        Assert.Contains("req_1", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("Overloaded", (await host.RecordAsync()).Error!.Message);
    }

    private static async Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = FakeAnthropic.AnswerAsync;
        (string Key, string? Value)[] plain = [("Providers:anthropic:BaseUrl", new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority)), ("Providers:anthropic:ApiKey", "sk-ant")];
        return await GatewayHost.StartAsync(upstream, [.. plain.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Key), .. settings]);
    }

    private static string Run(IEnumerable<byte[]> pieces)
    {
        using var capture = new StreamCapture(new AnthropicMessages(), 1_000_000, hidesUsage: false);
        foreach (var piece in pieces)
        {
            Assert.Equal(piece, capture.Take(piece).ToArray());
        }

        Assert.True(capture.TakeEnd().IsEmpty);
        var answer = capture.ToAnswer();
        return $"{answer.Model} {answer.Usage} {string.Join(',', answer.Usage.Details)} {answer.FinishReason} {answer.Error} {answer.IsUnderstood} {capture.IsDone} {capture.MayEnd}\n{answer.Text}\n{answer.Messages}";
    }
}
