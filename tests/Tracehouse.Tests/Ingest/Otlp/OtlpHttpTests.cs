using System.IO.Compression;
using System.Text;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.Tests.Ingest.Otlp;

public sealed class OtlpHttpTests
{
    private const string Json = "application/json";

    [Fact]
    public async Task Spans_are_kept_and_flushed_before_the_answer()
    {
        await using var host = await OtlpHost.StartAsync();
        var answer = await host.PostAsync(OneSpan.Request(OneSpan.Plain(1), OneSpan.Plain(2)));
        Assert.Equal((200, 0, "application/x-protobuf"), (answer.Status, answer.Body.Length, answer.Type));
        Assert.Equal(["span 1", "span 2"], host.Kept.Records.Select(record => record.Name));
        Assert.All(host.Kept.Records, record => Assert.True(record.MayRepeat));
        Assert.Equal(1, host.Kept.Flushes);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("bare deflate")]
    [InlineData("identity")]
    public async Task Compressed_requests_are_read(string encoding)
    {
        await using var host = await OtlpHost.StartAsync();
        using var packed = new MemoryStream();
        await using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true),
            "bare deflate" => new DeflateStream(packed, CompressionMode.Compress, leaveOpen: true),
            _ => new BufferedStream(packed),
        })
        {
            await stream.WriteAsync(OneSpan.Request(OneSpan.Plain(1)), TestContext.Current.CancellationToken);
            await stream.FlushAsync(TestContext.Current.CancellationToken);
            if (encoding == "identity")
            {
                Assert.Equal(200, (await host.PostAsync(packed.ToArray(), encoding: encoding)).Status);
            }
        }

        if (encoding != "identity")
        {
            Assert.Equal(200, (await host.PostAsync(packed.ToArray(), encoding: encoding.Split(' ')[^1])).Status);
        }

        Assert.Single(host.Kept.Records);
    }

    [Fact]
    public async Task A_bad_span_does_not_cost_the_good_ones()
    {
        await using var host = await OtlpHost.StartAsync();
        Action<ProtoWriter>[] spans = [.. Enumerable.Range(0, 999).Select(number => OneSpan.Plain(number)), span => span.Bytes(1, new byte[15]).Bytes(2, OneSpan.SpanId(1))];
        var answer = await host.PostAsync(OneSpan.Request(spans));
        Assert.Equal(200, answer.Status);
        Assert.Equal((1, "A trace id must be 16 bytes, not all zero."), answer.Rejected());
        Assert.Equal(999, host.Kept.Records.Count);
    }

    [Fact]
    public async Task Json_is_answered_in_json()
    {
        await using var host = await OtlpHost.StartAsync();
        var whole = await host.PostAsync("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0AF7651916CD43DD8448EB211C80319C","spanId":"b7ad6b7169203331"}]}]}]}"""u8.ToArray(), type: Json + "; charset=utf-8");
        Assert.Equal((200, "{}", Json), (whole.Status, whole.Text, whole.Type));
        Assert.Equal(OneSpan.TraceId, host.Kept.Records.Single().TraceId.Value);

        var part = await host.PostAsync("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0AF7","spanId":"b7ad6b7169203331"}]}]}]}"""u8.ToArray(), type: Json);
        Assert.Equal("""{"partialSuccess":{"rejectedSpans":"1","errorMessage":"A trace id must be 16 bytes, not all zero."}}""", part.Text);
    }

    [Theory]
    [InlineData("text/plain", null, 415)]
    [InlineData("", null, 415)]
    [InlineData("application/x-protobuf", "br", 415)]
    [InlineData("application/x-protobuf", "gzip", 400)]
    [InlineData("application/x-protobuf", null, 400)]
    [InlineData(Json, null, 400)]
    public async Task What_cannot_be_read_is_refused_for_good(string type, string? encoding, int status)
    {
        await using var host = await OtlpHost.StartAsync();
        var answer = await host.PostAsync("\u0007 no telemetry"u8.ToArray(), type: type, encoding: encoding);
        Assert.Equal(status, answer.Status);
        Assert.False(answer.HasRetryAfter);
        Assert.NotEmpty(answer.Body);
        Assert.Empty(host.Kept.Records);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Without_room_or_disk_the_sender_is_asked_to_come_back(bool isFull, bool hasDisk)
    {
        await using var host = await OtlpHost.StartAsync();
        (host.Kept.IsFull, host.Kept.HasDisk) = (isFull, hasDisk);
        var answer = await host.PostAsync(OneSpan.Request(OneSpan.Plain(1)));
        Assert.Equal((503, true), (answer.Status, answer.HasRetryAfter));
    }

    [Fact]
    public async Task A_store_that_is_off_says_so_and_wants_nothing_again()
    {
        await using var host = await OtlpHost.StartAsync();
        host.Kept.IsOff = true;
        var answer = await host.PostAsync(OneSpan.Request(OneSpan.Plain(1)));
        Assert.Equal(200, answer.Status);
        Assert.Equal(1, answer.Rejected().Count);
        Assert.Contains("ClickHouse:Enabled", answer.Rejected().Reason);
    }

    [Fact]
    public async Task Metrics_and_other_logs_are_answered_and_not_kept()
    {
        await using var host = await OtlpHost.StartAsync();
        Assert.Equal(200, (await host.PostAsync(OneSpan.Request(OneSpan.Plain(1)), "/v1/metrics")).Status);
        Assert.Equal(200, (await host.PostAsync(OneSpan.Request(OneSpan.Log(1, "app.started", "hello")), "/v1/logs")).Status);
        Assert.Empty(host.Kept.Records);
        Assert.Equal(404, (await host.PostAsync([], "/v1/profiles")).Status);
    }

    [Fact]
    public async Task Logs_that_came_first_are_part_of_their_span_once()
    {
        await using var host = await OtlpHost.StartAsync();
        var log = OneSpan.Request(OneSpan.Log(1, "gen_ai.user.message", "What is the weather?"));
        Assert.Equal(200, (await host.PostAsync(log, "/v1/logs")).Status);
        Assert.Equal(200, (await host.PostAsync(log, "/v1/logs")).Status);
        Assert.Equal(200, (await host.PostAsync(OneSpan.Request(OneSpan.Plain(1)))).Status);
        Assert.Equal(200, (await host.PostAsync(OneSpan.Request(OneSpan.Plain(2)))).Status);

        var records = host.Kept.Records.ToList();
        Assert.Equal(["gen_ai.user.message", "gen_ai.user.message", "span 1", "span 2"], records.Select(record => record.Name));
        Assert.Equal(records[0].SpanId, records[1].SpanId);
        Assert.Equal(records[2].SpanId, records[0].ParentSpanId);
        Assert.Equal("What is the weather?", records[0].Payload.InputText.ToString());
        Assert.Contains("What is the weather?", records[0].Payload.Events.ToString());
        Assert.Equal("What is the weather?", records[2].Payload.InputText.ToString());
        Assert.True(records[3].Payload.InputText.IsEmpty);
    }

    [Fact]
    public async Task A_log_that_says_the_same_twice_is_two()
    {
        await using var host = await OtlpHost.StartAsync();
        var log = OneSpan.Log(1, "gen_ai.user.message", "again");
        await host.PostAsync(OneSpan.Request(log, log), "/v1/logs");
        Assert.Equal(2, host.Kept.Records.Select(record => record.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task Half_characters_and_nul_are_text()
    {
        await using var host = await OtlpHost.StartAsync();
        var body = Encoding.UTF8.GetBytes("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"a\ud83dz\u0000\n"}]}]}]}""");
        Assert.Equal(200, (await host.PostAsync(body, type: Json)).Status);
        Assert.Equal("a\ufffdz\0\n", host.Kept.Records.Single().Name);
    }
}
