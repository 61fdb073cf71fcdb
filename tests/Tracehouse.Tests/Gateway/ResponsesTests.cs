using System.Text;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>OpenAI's responses endpoint: what passes, and what of its items is recorded.</summary>
public sealed class ResponsesTests
{
    private const int Cases = 300;
    private const string StreamHello = """{"model":"openai/gpt-4o-mini","input":"Hi","stream":true}""";

    [Theory]
    [InlineData("\"Hi\"", "Hi", """[{"role":"system","content":"Be kind"},{"role":"user","content":"Hi"}]""")]
    [InlineData("""[{"role":"user","content":[{"type":"input_text","text":"Hi"}]},{"type":"item_reference","id":"x"}]""", "Hi",
        """[{"role":"system","content":"Be kind"},{"role":"user","content":[{"type":"input_text","text":"Hi"}]},{"type":"item_reference","id":"x"}]""")]
    [InlineData("[]", "", """[{"role":"system","content":"Be kind"}]""")]
    public async Task ResponsePassesUnchangedAndIsRecorded(string input, string text, string messages)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = FakeResponses.AnswerAsync;
        using var response = await host.SendAsync("/v1/responses", $$"""{"instructions":"Be kind","input":{{input}},"model":"openai/gpt-4o-mini","store":false}""");
        Assert.Contains("\"completed\"", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("/v1/responses", received.Target);
        Assert.Equal($$"""{"instructions":"Be kind","input":{{input}},"model":"gpt-4o-mini","store":false}""", Encoding.UTF8.GetString(received.Body));

        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("response gpt-4o-mini", record.Name);
        Assert.Equal(text, record.Payload.InputText.ToString());
        Assert.Equal(messages, record.Payload.InputMessages.ToString());
        Assert.Equal("Hello, héllo", record.Payload.OutputText.ToString());
        Assert.StartsWith("[{\"type\":\"reasoning\"", record.Payload.OutputMessages.ToString());
        Assert.Equal("completed", record.FinishReason);
        Assert.Equal(new TokenUsage { Input = 1000, Output = 100, CachedInput = 200, Reasoning = 10 }, record.Usage);
        Assert.Equal((800 * 0.15m / 1_000_000) + (200 * 0.075m / 1_000_000), record.Cost!.InputUsd);
        Assert.Equal("""{"store":false,"_answered_model":"gpt-4o-mini-2024-07-18"}""", record.Payload.Parameters.ToString());
    }

    [Fact]
    public async Task StreamPassesUnchangedAndIsRecorded()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = FakeResponses.AnswerAsync;
        using var response = await host.SendAsync("/v1/responses", StreamHello);
        Assert.Equal(FakeResponses.Stream, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal(StreamHello.Replace("openai/", ""), Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
        var record = await host.RecordAsync();
        Assert.True(record.IsStream);
        Assert.NotNull(record.TimeToFirstToken);
        Assert.Equal("Hello, héllo", record.Payload.OutputText.ToString());
        Assert.Equal(1000, record.Usage.Input);
        Assert.NotNull(record.Cost);
    }

    [Theory]
    [InlineData("response.failed", "\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"Sorry\"},\"output\":[]", "upstream_error", "failed")]
    [InlineData("response.incomplete", "\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"output\":[]", null, "max_output_tokens")]
    [InlineData("response.in_progress", "\"status\":\"in_progress\",\"output\":[]", "upstream_cut", null)]
    public async Task EndOfAStreamSaysHowItWent(string type, string response, string? code, string? finishReason)
    {
        await using var host = await GatewayHost.StartAsync();
        var stream = $"event: {type}\ndata: {{\"type\":\"{type}\",\"response\":{{{response}}}}}\n\n";
        host.Upstream.Answer = UpstreamAnswers.Events(stream);
        using var answer = await host.SendAsync("/v1/responses", StreamHello);
        Assert.StartsWith(stream, await answer.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await host.RecordAsync();
        Assert.Equal(code, record.Error?.Type);
        Assert.Equal(finishReason, record.FinishReason);
    }

    [Fact]
    public async Task ErrorEventIsAnError()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Events("event: error\ndata: {\"type\":\"error\",\"code\":\"x\",\"message\":\"Sorry\",\"param\":null}\n\n");
        using var answer = await host.SendAsync("/v1/responses", StreamHello);
        await answer.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.Equal("Sorry", (await host.RecordAsync()).Error!.Message);
    }

    [Fact]
    public void PiecesMakeNoDifference()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            var end = random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
            var stream = FakeResponses.Stream.Replace("\"Hello, \"", random.Text()).Replace("\"Hello, héllo\"", random.Text());
            stream = random.Maybe() ? stream : stream[..stream.IndexOf("event: response.completed", StringComparison.Ordinal)];
            var whole = Run([Encoding.UTF8.GetBytes(stream)]);
            Assert.Contains("True", whole);
            var pieces = Run(random.Cut(Encoding.UTF8.GetBytes(stream.Replace("\n", end)), 1 + random.Next(200)));
            Assert.True(whole == pieces, $"seed {seed}\n{whole}\n{pieces}");
        }
    }

    private static string Run(IEnumerable<byte[]> pieces)
    {
        using var capture = new StreamCapture(new Responses(), 1_000_000, hidesUsage: false);
        foreach (var piece in pieces)
        {
            Assert.Equal(piece, capture.Take(piece).ToArray());
        }

        Assert.True(capture.TakeEnd().IsEmpty);
        var answer = capture.ToAnswer();
        return $"{answer.Model} {answer.Usage} {answer.FinishReason} {answer.Error} {answer.IsUnderstood} {capture.IsDone} {capture.MayEnd}\n{answer.Text}\n{answer.Messages}";
    }
}
