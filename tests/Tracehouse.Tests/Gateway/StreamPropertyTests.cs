using System.Text;
using System.Text.Json;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>However a stream is cut into pieces, the client gets the same bytes and the record says the same.</summary>
public sealed class StreamPropertyTests
{
    private const int Cases = 400;
    private const int WholeCases = 40;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PiecesMakeNoDifference(bool hidesUsage)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new RandomJson(seed);
            var (stream, withoutUsage) = Make(random);
            var expected = hidesUsage ? withoutUsage : stream;
            var whole = Run([Encoding.UTF8.GetBytes(stream)], hidesUsage);
            var pieces = Run(random.Cut(Encoding.UTF8.GetBytes(stream), 1 + random.Next(40)), hidesUsage);
            Assert.True(expected == whole.Relayed, $"seed {seed}\nstream   {stream}\nexpected {expected}\nrelayed  {whole.Relayed}");
            Assert.True(expected == pieces.Relayed, $"seed {seed}\nstream   {stream}\nexpected {expected}\nrelayed  {pieces.Relayed}");
            Assert.True(whole.Answer == pieces.Answer, $"seed {seed}\n{whole.Answer}\n{pieces.Answer}");
        }
    }

    [Fact]
    public async Task PiecesMakeNoDifferenceThroughTheGateway()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var seed = 0; seed < WholeCases; seed++)
        {
            var random = new RandomJson(seed);
            host.Upstream.Answer = UpstreamAnswers.Events(random.Cut(Encoding.UTF8.GetBytes(UpstreamAnswers.Stream), 60));
            using var response = await host.PostAsync("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}""");
            Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
            var record = await host.RecordAsync();
            Assert.Equal("Hello", record.Payload.OutputText.ToString());
            Assert.Equal(7, record.Usage.Input);
        }
    }

    [Fact]
    public async Task KnownLengthGivesWayToWhatIsHidden()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = context =>
        {
            context.Response.ContentLength = Encoding.UTF8.GetByteCount(UpstreamAnswers.Stream);
            return UpstreamAnswers.Events(UpstreamAnswers.Stream)(context);
        };
        using var response = await host.PostAsync("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}""");
        Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Fact]
    public void NothingWaitsThatNeedNot()
    {
        using var capture = new StreamCapture(new ChatCompletions(), 1000, hidesUsage: true);
        Assert.Equal(": ping", Take(capture, ": ping"));
        Assert.Equal("\n\n", Take(capture, "\n\n"));
        Assert.Equal("event: x\n", Take(capture, "event: x\n"));
        Assert.Equal("", Take(capture, "data: {\"choices\":[{}]"));
        Assert.Equal("data: {\"choices\":[{}]}\n", Take(capture, "}\n"));
        Assert.Equal("\n", Take(capture, "\n"));
    }

    [Fact]
    public void LongLinesDoNotWait()
    {
        using var capture = new StreamCapture(new ChatCompletions(), 1000, hidesUsage: true);
        var line = "data: " + new string('x', 100_000);
        Assert.Equal(line, Take(capture, line));
        Assert.Equal("y\n\n", Take(capture, "y\n\n"));
    }

    [Fact]
    public void EndlessLinesAreNotKept()
    {
        using var capture = new StreamCapture(new ChatCompletions(), 1000, hidesUsage: true);
        var piece = new string('x', 50_000);
        Assert.Equal("", Take(capture, "data: "));
        for (var i = 0; i < 10; i++)
        {
            Take(capture, piece);
        }

        Assert.Equal("yz\n\n", Take(capture, "y") + Take(capture, "z\n\n"));
        Take(capture, "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3}}\n\n");
        var answer = capture.ToAnswer();
        Assert.True(answer.IsTruncated);
        Assert.True(answer.Text.IsEmpty);
        Assert.Equal(3, answer.Usage.Input);
    }

    [Fact]
    public void CrowdsOfChoicesAreNotKept()
    {
        using var chat = new StreamCapture(new ChatCompletions(), 1_000_000, hidesUsage: false);
        using var messages = new StreamCapture(new AnthropicMessages(), 1_000_000, hidesUsage: false);
        for (var index = 0; index < 3_000; index++)
        {
            Take(chat, $"data: {{\"choices\":[{{\"index\":{index},\"delta\":{{\"content\":\"x\"}}}}]}}\n\n");
            Take(messages, $"data: {{\"type\":\"content_block_delta\",\"index\":{index},\"delta\":{{\"type\":\"text_delta\",\"text\":\"x\"}}}}\n\n");
        }

        Assert.Equal((1_000, true), (JsonDocument.Parse(chat.ToAnswer().Messages.Bytes).RootElement.GetArrayLength(), chat.ToAnswer().IsTruncated));
        Assert.Equal((1_000, true), (messages.ToAnswer().Text.ToString().Count(letter => letter == 'x'), messages.ToAnswer().IsTruncated));
    }

    private static string Take(StreamCapture capture, string piece) => Encoding.UTF8.GetString(capture.Take(Encoding.UTF8.GetBytes(piece)).Span);

    private static (string Relayed, string Answer) Run(IEnumerable<byte[]> pieces, bool hidesUsage)
    {
        using var capture = new StreamCapture(new ChatCompletions(), 1_000_000, hidesUsage);
        var relayed = new MemoryStream();
        foreach (var piece in pieces)
        {
            relayed.Write(capture.Take(piece).Span);
        }

        relayed.Write(capture.TakeEnd().Span);
        var answer = capture.ToAnswer();
        var text = $"{answer.Model} {answer.Usage} {answer.FinishReason} {answer.Error} {answer.IsUnderstood} {capture.IsDone} {capture.MayEnd}\n{answer.Text}\n{answer.Messages}";
        return (Encoding.UTF8.GetString(relayed.ToArray()), text);
    }

    /// <summary>A stream of events, and the same without the event that only has usage.</summary>
    private static (string Stream, string WithoutUsage) Make(RandomJson random)
    {
        var stream = new StringBuilder();
        var without = new StringBuilder();
        var end = random.Next(3) switch { 0 => "\n", 1 => "\r\n", _ => "\r" };
        void Add(string text, bool isHidden = false)
        {
            stream.Append(text);
            without.Append(isHidden ? "" : text);
        }

        for (var i = random.Next(8); i > 0; i--)
        {
            switch (random.Next(7))
            {
                case 6: Add(end); break;
                case 0: Add($": comment{end}{end}"); break;
                case 1: Add($"data: {random.Text()[1..^1].Replace("\\", "")}{end}{end}"); break;
                case 2: Add($"data:{{\"choices\":[],\"usage\":{{\"prompt_tokens\":3}}}}{end}{end}", isHidden: true); break;
                case 3: Add($"event: x{end}data: {{\"choices\":[],\"usage\":null}}{end}{end}"); break;
                case 4: Add($"data: {{\"choices\":[{{\"delta\":{{\"tool_calls\":[{{\"function\":{{\"arguments\":{random.Text()}}},\"index\":{random.Next(2)}}}]}},\"index\":{random.Next(3)}}}]}}{end}{end}"); break;
                default: Add($"data: {{\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{{\"content\":{random.Text()}}}}}],\"usage\":{{\"prompt_tokens\":1}}}}{end}{end}"); break;
            }
        }

        Add(random.Next(3) switch { 0 => "", 1 => "data: [DONE]", _ => $"data: [DONE]{end}{end}" });
        return (stream.ToString(), without.ToString());
    }
}
