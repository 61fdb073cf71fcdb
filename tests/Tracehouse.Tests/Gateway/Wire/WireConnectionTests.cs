using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Gateway.Wire;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Wire;

/// <summary>When a connection is used again, and when a request is sent again.</summary>
public sealed class WireConnectionTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "POST", "")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "GET", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "HEAD", "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HEAD", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "POST", "")]
    [InlineData(Ok, "PUT", "ok")]
    public async Task ConnectionIsUsedAgain(string bytes, string method, string expected)
    {
        await using var upstream = TalkingUpstream.Start(talk => AnswerAllAsync(talk, bytes));
        using var host = new WireHost(upstream);
        for (var call = 0; call < 3; call++)
        {
            Assert.Equal(expected, await host.TextAsync(method: method));
        }

        Assert.Equal(1, upstream.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: Close\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, close\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nKeep-Alive: timeout=1\r\n\r\nok")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokay")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    public async Task ConnectionIsNotUsedAgain(string bytes)
    {
        await using var upstream = TalkingUpstream.Start(talk => AnswerAllAsync(talk, bytes));
        using var host = new WireHost(upstream);
        Assert.Equal(await host.TextAsync(), await host.TextAsync());
        Assert.Equal(2, upstream.Connections);
    }

    [Fact]
    public async Task OldAndIdleConnectionsAreLeft()
    {
        var time = new ManualTime();
        await using var upstream = TalkingUpstream.Start(talk => AnswerAllAsync(talk, Ok));
        using var host = new WireHost(upstream, time);
        foreach (var (pause, connections) in new[] { (0, 1), (49, 1), (51, 2), (49, 2) })
        {
            time.Advance(TimeSpan.FromSeconds(pause));
            await host.TextAsync();
            Assert.Equal(connections, upstream.Connections);
        }

        for (var call = 0; call < 14; call++)
        {
            time.Advance(TimeSpan.FromSeconds(45));
            await host.TextAsync();
        }

        Assert.Equal(3, upstream.Connections);
    }

    [Fact]
    public async Task IdleConnectionThatWasClosedIsNotAskedAndThatIsNoRetry()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            await talk.ReadRequestAsync();
            await talk.WriteAsync(Ok);
            if (talk.Number == 1)
            {
                talk.Socket.Shutdown(SocketShutdown.Send);
                closed.SetResult();
            }

            Assert.Null(await talk.ReadRequestAsync());
        });
        using var host = new WireHost(upstream);
        await host.TextAsync();
        await closed.Task;
        Assert.Equal("ok", await host.TextAsync());
        Assert.Equal(2, upstream.Connections);
    }

    [Theory]
    [InlineData(1, "ok")]
    [InlineData(2, null)]
    public async Task RequestOnAConnectionThatIsClosedMeanwhileIsSentOnceMore(int closings, string? expected)
    {
        var requests = 0;
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            for (var isFirst = talk.Number == 1; await talk.ReadRequestAsync() is { } request; isFirst = false)
            {
                Assert.EndsWith(isFirst ? "\r\n\r\n" : "again", request);
                if (Interlocked.Increment(ref requests) is var number && number > 1 && number <= 1 + closings)
                {
                    return;
                }

                await talk.WriteAsync(Ok);
            }
        });
        using var host = new WireHost(upstream);
        await host.TextAsync();
        if (expected is null)
        {
            await Assert.ThrowsAsync<IOException>(() => host.TextAsync(body: "again"));
        }
        else
        {
            Assert.Equal(expected, await host.TextAsync(body: "again"));
        }

        Assert.Equal((3, 2), (requests, upstream.Connections));
    }

    [Theory]
    [InlineData("")]
    [InlineData("H")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    public async Task RequestThatMayHaveArrivedIsNotSentAgain(string start)
    {
        var requests = 0;
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            while (await talk.ReadRequestAsync() is not null)
            {
                if (Interlocked.Increment(ref requests) == 1)
                {
                    await talk.WriteAsync(Ok);
                    continue;
                }

                await talk.WriteAsync(start);
                RawUpstream.Reset(talk.Socket);
            }
        });
        using var host = new WireHost(upstream);
        await host.TextAsync();
        await Assert.ThrowsAsync<IOException>(() => host.TextAsync());
        Assert.Equal((2, 1), (requests, upstream.Connections));
    }

    [Fact]
    public async Task AnswerBeforeTheEndOfTheRequestIsReadAndTheConnectionLeft()
    {
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            await talk.ReadHeadAsync();
            await talk.WriteAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large");

            // It reads no more of the request, so that the rest of it can never go out.
            await Task.Delay(Timeout.Infinite, talk.Stop);
        });
        using var host = new WireHost(upstream);
        using (var answer = await host.AskAsync(body: new string('x', 30_000_000)))
        {
            Assert.Equal(413, answer.Status);
            Assert.Equal("too large", await WireHost.ReadAsync(answer));
        }

        using var next = await host.AskAsync();
        Assert.Equal(2, upstream.Connections);
    }

    [Fact]
    public async Task CancellationHangsUp()
    {
        var (asked, hungUp) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            await talk.ReadRequestAsync();
            asked.SetResult();
            await talk.ReadAsync();
            hungUp.SetResult();
        });
        using var host = new WireHost(upstream);
        using var abort = new CancellationTokenSource();
        var asking = host.AskAsync(abort: abort.Token);
        await asked.Task.WaitAsync(WireHost.Stop);
        await abort.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await hungUp.Task.WaitAsync(WireHost.Stop);
    }

    [Fact]
    public async Task NextAddressIsTriedWhenOneTakesNoConnection()
    {
        await using var upstream = TalkingUpstream.Start(talk => AnswerAllAsync(talk, Ok));
        var connector = new WireConnector(new UpstreamOptions(), TimeProvider.System);
        using var socket = await connector.ConnectAsync([IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback, IPAddress.Loopback], upstream.Port, WireHost.Stop);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)socket.RemoteEndPoint!).Address);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => connector.ConnectAsync([IPAddress.Parse("127.0.0.2")], upstream.Port, WireHost.Stop).AsTask());
        Assert.Equal(HttpRequestError.ConnectionError, error.HttpRequestError);
    }

    [Fact]
    public async Task ConnectionThatTakesTooLongIsGivenUpAndNamesItsSetting()
    {
        var greeted = new TaskCompletionSource();
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            // It takes the connection, and never proves its name.
            await talk.ReadAsync();
            greeted.TrySetResult();
            await Task.Delay(Timeout.Infinite, talk.Stop);
        });
        var time = new ManualTime();
        using var client = new WireClient(Options.Create(new UpstreamOptions { ConnectSecondsMax = 7 }), time, null);
        var origin = client.OriginOf(new Uri($"https://127.0.0.1:{upstream.Port}"));
        var request = new WireRequest("GET", "/", origin.Host);
        request.EndHead();
        var asking = origin.AskAsync(request, WireHost.Stop).AsTask();
        await greeted.Task.WaitAsync(WireHost.Stop);
        Assert.False(asking.IsCompleted);
        time.Elapse();
        Assert.Contains("Gateway:ConnectSecondsMax", (await Assert.ThrowsAsync<HttpRequestException>(() => asking)).Message);
    }

    [Fact]
    public async Task NoMoreIdleConnectionsAreKeptThanTheLimit()
    {
        var (arrived, all) = (0, new TaskCompletionSource());
        await using var upstream = TalkingUpstream.Start(async talk =>
        {
            while (await talk.ReadRequestAsync() is not null)
            {
                if (Interlocked.Increment(ref arrived) is 4 or 8)
                {
                    all.SetResult();
                }

                await all.Task;
                await talk.WriteAsync(Ok);
            }
        });
        using var host = new WireHost(upstream, new UpstreamOptions { IdleConnectionsMax = 3 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.TextAsync()));
        all = new TaskCompletionSource();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.TextAsync()));
        Assert.Equal(5, upstream.Connections);
    }

    [Fact]
    public async Task SeveralValuesOfAHeaderKeepTheirOrder()
    {
        await using var upstream = TalkingUpstream.Start(talk => AnswerAllAsync(talk, "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nX-Other: 2\r\nSet-Cookie: b=2\r\nset-cookie: c=3\r\nContent-Length: 0\r\n\r\n"));
        using var host = new WireHost(upstream);
        using var answer = await host.AskAsync();
        Assert.Equal(["a=1", "2", "b=2", "c=3"], answer.Fields.Select(field => field.Value).SkipLast(1));
        Assert.Equal("a=1,b=2,c=3", answer.FindAll("Set-Cookie"));

        using var request = new WireRequest("GET", "/", "x");
        request.Add("X-Many", "1");
        request.Add("X-Other", "2");
        request.Add("X-Many", "3");
        request.EndHead();
        Assert.Contains("X-Many: 1\r\nX-Other: 2\r\nX-Many: 3\r\n", System.Text.Encoding.UTF8.GetString(request.Start.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void ValueThatWouldBeginAnotherHeaderIsNotWritten()
    {
        using var request = new WireRequest("GET", "/", "x");
        foreach (var end in "\r\n\0")
        {
            request.Add("X-Bad", $"1{end}X-Evil: 1");
        }

        request.Add("X-Good", "1\u00e92");
        request.EndHead();
        Assert.Equal("GET / HTTP/1.1\r\nHost: x\r\nX-Good: 1\u00e92\r\n\r\n", System.Text.Encoding.UTF8.GetString(request.Start.Span));
    }

    private static async Task AnswerAllAsync(TalkingUpstream.Talk talk, string bytes)
    {
        while (await talk.ReadRequestAsync() is not null)
        {
            await talk.WriteAsync(bytes);
        }
    }
}
