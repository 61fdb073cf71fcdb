using System.Text;
using Tracehouse.Gateway.Wire;
using Xunit;

namespace Tracehouse.Tests.Gateway.Wire;

/// <summary>However an answer is framed and however it arrives, its bytes are the same; and no answer is that of another request.</summary>
public sealed class WirePropertyTests
{
    private const int Asks = 400;

    public static TheoryData<string> Whole { get; } = new(
        "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world",
        "HTTP/1.1 200 OK\r\nContent-Length: 11, 11\r\ncontent-length:11\r\n\r\nhello world",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200\r\ncontent-length:\t11 \r\n\r\nhello world",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0006;x=\"y\";z\r\n world\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nh\r\nA  \r\nello world\r\n00;last\r\nX-Sum: 1\r\nX-Other: 2\r\n\r\n");

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task AnswerSplitAnywhereIsTheSame(string bytes)
    {
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            for (var split = 0; await talk.ReadRequestAsync() is not null; split++)
            {
                await talk.WriteAsync(bytes[..split]);
                await Task.Yield();
                await talk.WriteAsync(bytes[split..]);
            }
        });
        using var host = new WireHost(upstream);
        for (var split = 0; split < bytes.Length; split++)
        {
            Assert.Equal("hello world", await host.TextAsync());
        }

        Assert.Equal(1, upstream.Connections);
    }

    [Fact]
    public async Task AnswerThatEndsWithTheConnectionIsWholeWhereverItIsSplit()
    {
        const string Bytes = "HTTP/1.0 200 OK\r\nServer: old\r\n\r\nhello world";
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            await talk.ReadRequestAsync();
            await talk.WriteAsync(Bytes[..(talk.Number - 1)]);
            await Task.Yield();
            await talk.WriteAsync(Bytes[(talk.Number - 1)..]);
        });
        using var host = new WireHost(upstream);
        for (var split = 0; split < Bytes.Length; split++)
        {
            Assert.Equal("hello world", await host.TextAsync());
        }
    }

    [Fact]
    public void ChunksSplitAnywhereAreTheSame()
    {
        var bytes = "5\r\nhello\r\n6;x=y\r\n world\r\n000\r\nX-Sum: 1\r\n\r\nrest"u8.ToArray();
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                Assert.Equal("hello world|rest", Decode(bytes, first, second));
            }
        }
    }

    [Fact]
    public async Task NoAnswerIsThatOfAnotherRequest()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            var random = new Random(seed + talk.Number);
            while (await talk.ReadRequestAsync() is { } request && await AnswerAsync(talk, request, random))
            {
            }
        });
        using var host = new WireHost(upstream);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async client =>
        {
            var random = new Random(seed + 1000 + client);
            for (var ask = 0; ask < Asks; ask++)
            {
                var body = random.Next(4) == 0 ? new string('x', random.Next(60_000)) : null;
                using var answer = await host.AskAsync($"/{client}-{ask}", body);
                if (random.Next(6) > 0)
                {
                    Assert.Equal(BodyOf($"/{client}-{ask}"), await WireHost.ReadAsync(answer));
                }
                else if (random.Next(2) == 0)
                {
                    // Half of an answer, and then no more: the rest must not be the next one.
                    await answer.ReadAsync(WireHost.Stop);
                }
            }
        }));
    }

    /// <summary>Answers in a framing and in pieces of its own mind. False when the connection must end with that.</summary>
    private static async Task<bool> AnswerAsync(TalkingUpstream.Talk talk, string request, Random random)
    {
        var body = BodyOf(request.Split(' ')[1]);
        var framing = random.Next(8);
        var head = random.Next(3) == 0 ? "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX-A: 1\r\n" : "HTTP/1.1 200 OK\r\n";
        var answer = framing switch
        {
            0 => $"{head}Connection: close\r\n\r\n{body}",
            < 4 => $"{head}Content-Length: {body.Length}\r\n\r\n{body}",
            _ => $"{head}Transfer-Encoding: chunked\r\n\r\n{Chunks(body, random)}",
        };
        // Nobody asked for what sometimes comes with the last piece, and nobody may get it.
        var stray = framing == 1 && random.Next(2) == 0 ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray" : "";
        for (var at = 0; at < answer.Length;)
        {
            var count = Math.Min(answer.Length - at, random.Next(3) == 0 ? random.Next(1, 20) : random.Next(1, 40_000));
            await talk.WriteAsync(answer.Substring(at, count) + (at + count == answer.Length ? stray : ""));
            at += count;
            await Task.Yield();
        }

        return framing != 0 && stray.Length == 0 && random.Next(12) > 0;
    }

    private static string Chunks(string body, Random random)
    {
        var text = new StringBuilder();
        for (var at = 0; at < body.Length;)
        {
            var count = Math.Min(body.Length - at, random.Next(4) == 0 ? random.Next(1, 20_000) : random.Next(1, 300));
            text.Append($"{count:x}{(random.Next(9) == 0 ? ";a=b" : "")}\r\n").Append(body, at, count).Append("\r\n");
            at += count;
        }

        return text.Append(random.Next(4) == 0 ? "0\r\nX-Trailer: 1\r\n\r\n" : "0\r\n\r\n").ToString();
    }

    private static string BodyOf(string target) => string.Concat(Enumerable.Repeat($"<{target}>\r\n0\r\n\r\n", 1 + target.Sum(character => character) * 37 % 2000));

    /// <summary>Takes a body out of its chunks as if it came in three reads; what is left over follows a bar.</summary>
    private static string Decode(byte[] bytes, int first, int second)
    {
        var (reader, body, rest) = (new ChunkReader(), "", Array.Empty<byte>());
        foreach (var range in new Range[] { new(0, first), new(first, second), new(second, bytes.Length) })
        {
            var come = rest.Concat(bytes[range]).ToArray();
            var taken = reader.Take(come);
            body += Encoding.Latin1.GetString(come, taken.Start, taken.Length);
            rest = come[taken.Used..];
        }

        Assert.True(reader.IsOver);
        return $"{body}|{Encoding.Latin1.GetString(rest)}";
    }
}
