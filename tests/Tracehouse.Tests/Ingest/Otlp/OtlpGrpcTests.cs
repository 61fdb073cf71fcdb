using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.Tests.Ingest.Otlp;

public sealed class OtlpGrpcTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task Spans_are_kept(string? encoding)
    {
        await using var host = await OtlpHost.StartAsync();
        var message = OneSpan.Request(OneSpan.Plain(1), span => span.Bytes(1, [1]));
        var answer = await host.CallAsync(encoding is null ? message : Capture.Gzip(message), encoding: encoding);
        Assert.Equal((200, 0), (answer.Status, answer.GrpcStatus));
        Assert.Equal(1, answer.Rejected().Count);
        Assert.Single(host.Kept.Records);
    }

    [Fact]
    public async Task Logs_and_metrics_are_answered()
    {
        await using var host = await OtlpHost.StartAsync();
        Assert.Equal(0, (await host.CallAsync([], "logs.v1.LogsService")).GrpcStatus);
        Assert.Equal(0, (await host.CallAsync([], "metrics.v1.MetricsService")).GrpcStatus);
        Assert.Equal(12, (await host.CallAsync([], "profiles.v1.ProfilesService")).GrpcStatus);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_for_good()
    {
        await using var host = await OtlpHost.StartAsync(("Otlp:BodyBytesMax", "4096"), ("Otlp:BodiesBytesMax", "16000000"));
        Assert.Equal(3, (await host.CallAsync([7, 7, 7])).GrpcStatus);
        Assert.Equal(3, (await host.CallFrameAsync([0, 0, 0, 0, 9, 1])).GrpcStatus);
        Assert.Equal(3, (await host.CallFrameAsync([])).GrpcStatus);
        Assert.Equal(3, (await host.CallAsync([7, 7, 7], encoding: "gzip")).GrpcStatus);
        Assert.Equal(12, (await host.CallAsync([], encoding: "zstd")).GrpcStatus);
        var large = await host.CallAsync(new byte[5000]);
        Assert.Equal(8, large.GrpcStatus);
        Assert.Contains("Otlp:BodyBytesMax", large.GrpcMessage);
    }

    [Fact]
    public async Task Without_room_the_sender_is_asked_to_come_back()
    {
        await using var host = await OtlpHost.StartAsync();
        host.Kept.IsFull = true;
        Assert.Equal(14, (await host.CallAsync(OneSpan.Request(OneSpan.Plain(1)))).GrpcStatus);
    }
}
