using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>Very much, in one piece or in many: all of it passes, and no more is held than the limits say.</summary>
[Collection(AloneCollection.Name)]
public sealed class BulkTests
{
    private const int Much = 30 * 1024 * 1024;
    private const int LineBytes = 5 * 1024 * 1024;

    [Fact]
    public async Task LargeRequestArrivesWhole()
    {
        await using var host = await GatewayHost.StartAsync();
        var text = TextOf(Much);
        using var response = await host.PostAsync(Ask.Whole.Replace("Hi", text));
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(HashOf(Ask.Whole.Replace("openai/", "").Replace("Hi", text)), SHA256.HashData(received.Body));
        Assert.Equal(Much, (await Ask.RecordAsync(host, null)).Payload.InputText.Bytes.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LargeAnswerArrivesWholeAndIsKeptInPart(bool hasLength)
    {
        await using var host = await GatewayHost.StartAsync();
        var body = Encoding.ASCII.GetBytes(UpstreamAnswers.Completion.Replace("Hello there", TextOf(Much)));
        host.Upstream.Answer = async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = hasLength ? body.Length : null;
            await context.Response.Body.WriteAsync(body);
        };
        using var response = await host.PostAsync(Ask.Whole);
        Assert.Equal(SHA256.HashData(body), SHA256.HashData(await response.Content.ReadAsByteArrayAsync(GatewayHost.Stop)));
        var record = await Ask.RecordAsync(host, null);
        Assert.Contains("\"_truncated\":true", record.Payload.Parameters.ToString());
    }

    [Fact]
    public async Task LargeStreamArrivesWholeAndIsKeptInPart()
    {
        await using var host = await GatewayHost.StartAsync();
        var piece = TextOf(10 * 1024);
        var body = Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Repeat($"data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{piece}\"}}}}]}}\n\n", Much / piece.Length)) + UpstreamAnswers.StreamUsage + "data: [DONE]\n\n");
        host.Upstream.Answer = UpstreamAnswers.Events([body]);
        using var response = await host.PostAsync(Ask.StreamWithUsage);
        Assert.Equal(SHA256.HashData(body), SHA256.HashData(await response.Content.ReadAsByteArrayAsync(GatewayHost.Stop)));
        var record = await Ask.RecordAsync(host, null);
        Assert.InRange(record.Payload.OutputText.Bytes.Length, 1024 * 1024, 16 * 1024 * 1024);
        Assert.Equal(7, record.Usage.Input);
    }

    [Theory]
    [InlineData(Ask.Stream)]
    [InlineData(Ask.StreamWithUsage)]
    public async Task VeryLongLineOfAStreamIsReadWhole(string request)
    {
        await using var host = await GatewayHost.StartAsync();
        var body = UpstreamAnswers.StreamStart.Replace("Hel", TextOf(LineBytes)) + "data: [DONE]\n\n";
        host.Upstream.Answer = UpstreamAnswers.Events(body);
        using var response = await host.PostAsync(request);
        Assert.Equal(HashOf(body), SHA256.HashData(await response.Content.ReadAsByteArrayAsync(GatewayHost.Stop)));
        var record = await Ask.RecordAsync(host, null);
        Assert.Equal(LineBytes + "lo".Length, record.Payload.OutputText.Bytes.Length);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/json")]
    public async Task ClientThatDoesNotReadStopsTheUpstreamAndIsToBlame(string type)
    {
        const int Offered = 256 * 1024 * 1024;
        var (written, isStuck) = (0L, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var upstream = RawUpstream.Start(async (socket, stop) =>
        {
            socket.SendBufferSize = 64 * 1024;
            var piece = Encoding.ASCII.GetBytes($"data: {TextOf(64 * 1024)}\n\n");
            await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n\r\n"), stop);
            while (written < Offered)
            {
                if (!socket.Poll(TimeSpan.FromSeconds(2), SelectMode.SelectWrite))
                {
                    isStuck.TrySetResult();
                }

                written += await socket.SendAsync(piece, stop);
            }

            isStuck.TrySetResult();
        });
        await using var host = await Ask.HostAsync(upstream);
        using var client = await RawClient.ConnectAsync(host, receiveBytes: 64 * 1024);
        await client.SendAsync(RawClient.Post(Ask.Stream));
        await isStuck.Task.WaitAsync(GatewayHost.Stop);
        Assert.InRange(written, 1, Offered / 4);

        host.Time.Elapse();
        var record = await Ask.RecordAsync(host, "client_disconnected");
        Assert.Contains("Gateway:SilenceSecondsMax", record.Error!.Message);
        Assert.False((await client.ReadToEndAsync()).EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal), "Half an answer ended like a whole one.");
    }

    [Fact]
    public async Task ThousandSlowStreamsArriveWholeAndAreRecordedOnce()
    {
        const int Count = 1000;
        await using var host = await GatewayHost.StartAsync();
        var (begun, all) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        host.Upstream.Answer = async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(UpstreamAnswers.StreamStart));
            await context.Response.Body.FlushAsync();
            if (Interlocked.Increment(ref begun) == Count)
            {
                all.SetResult();
            }

            // None ends before all have begun.
            await all.Task;
            await context.Response.Body.WriteAsync("data: [DONE]\n\n"u8.ToArray());
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(async _ =>
        {
            using var response = await host.PostAsync(Ask.Stream);
            return await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        }));
        Assert.All(answers, answer => Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", answer));
        Assert.Equal(Count, host.Sink.Count);
        var spans = new HashSet<string>();
        while (host.Sink.Count > 0)
        {
            var record = await host.RecordAsync();
            Assert.True(spans.Add(record.SpanId.Value) && record.Error is null && record.Payload.OutputText.ToString() == "Hello");
        }
    }

    private static string TextOf(int length) => new('x', length);

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
