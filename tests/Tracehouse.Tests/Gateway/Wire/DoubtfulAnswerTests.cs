using Tracehouse.Gateway.Upstream;
using Xunit;

namespace Tracehouse.Tests.Gateway.Wire;

/// <summary>Answers whose end or meaning is in doubt are none.</summary>
public sealed class DoubtfulAnswerTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: 1\r\n folded\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n X-A: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 0\n\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: 1\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: 1\rX-B: 2\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: 1\02\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno header\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1 1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0x1\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1,\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nx")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.2 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 0x0 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1  200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("220 mail.example.com ESMTP")]
    public async Task HeadInDoubtIsNoAnswer(string bytes)
    {
        await using var upstream = TalkingUpstream.Start(talk => AnswerAsync(talk, bytes));
        using var host = new WireHost(upstream);
        await Assert.ThrowsAsync<IOException>(() => host.AskAsync());
    }

    [Theory]
    [InlineData("g\r\n")]
    [InlineData("\r\n")]
    [InlineData("-1\r\n")]
    [InlineData(" 1\r\nx\r\n0\r\n\r\n")]
    [InlineData("1\nx\r\n0\r\n\r\n")]
    [InlineData("1;a\rb\r\nx\r\n0\r\n\r\n")]
    [InlineData("1 2\r\nx\r\n0\r\n\r\n")]
    [InlineData("1\r\nxy\r\n0\r\n\r\n")]
    [InlineData("1\r\nx\n0\r\n\r\n")]
    [InlineData("0\r\nX: 1\n\r\n")]
    [InlineData("10000000000000001\r\nx\r\n")]
    public async Task ChunksInDoubtAreNoAnswer(string chunks)
    {
        await using var upstream = TalkingUpstream.Start(talk => AnswerAsync(talk, $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n{chunks}"));
        using var host = new WireHost(upstream);
        await Assert.ThrowsAsync<IOException>(() => host.TextAsync());
    }

    [Fact]
    public async Task EndlessLineBetweenChunksIsNotReadOn()
    {
        await using var upstream = TalkingUpstream.Start(talk => AnswerAsync(talk, $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;{new string('x', 5000)}"));
        using var host = new WireHost(upstream);
        await Assert.ThrowsAsync<IOException>(() => host.TextAsync());
    }

    [Fact]
    public async Task LimitsOfTheHeadNameTheirSettings()
    {
        var heads = new[] { $"X-Long: {new string('x', 3000)}", string.Concat(Enumerable.Repeat("X-A: 1\r\n", 11)) };
        await using var upstream = TalkingUpstream.Start(talk => AnswerAsync(talk, $"HTTP/1.1 200 OK\r\n{heads[talk.Number - 1]}\r\n\r\n"));
        using var host = new WireHost(upstream, new UpstreamOptions { AnswerHeadBytesMax = 2048, AnswerHeadersMax = 10 });
        Assert.Contains("Gateway:AnswerHeadBytesMax", (await Assert.ThrowsAsync<IOException>(() => host.AskAsync())).Message);
        Assert.Contains("Gateway:AnswerHeadersMax", (await Assert.ThrowsAsync<IOException>(() => host.AskAsync())).Message);
    }

    [Fact]
    public async Task LongHeadWithinTheLimitIsRead()
    {
        var value = new string('x', 40_000);
        await using var upstream = TalkingUpstream.Start(talk => AnswerAsync(talk, $"HTTP/1.1 200 OK\r\nX-Long: {value}\r\nContent-Length: 2\r\n\r\nok"));
        using var host = new WireHost(upstream);
        using var answer = await host.AskAsync();
        Assert.Equal(value, answer.Find("x-long"));
        Assert.Equal("ok", await WireHost.ReadAsync(answer));
    }

    [Fact]
    public async Task AnnouncementsWithoutEndAreNoAnswer()
    {
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            while (true)
            {
                await AnswerAsync(talk, "HTTP/1.1 102 Processing\r\n\r\n", waits: false);
            }
        });
        using var host = new WireHost(upstream);
        Assert.Contains("Gateway:AnswerHeadBytesMax", (await Assert.ThrowsAsync<IOException>(() => host.AskAsync())).Message);
    }

    /// <summary>Answers, and waits for the other side to hang up.</summary>
    private static async Task AnswerAsync(TalkingUpstream.Talk talk, string bytes, bool waits = true)
    {
        await talk.WriteAsync(bytes);
        while (waits && await talk.ReadAsync())
        {
        }
    }
}
