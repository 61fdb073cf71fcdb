using System.Text;
using Tracehouse.Ingest.Otlp.Decoding;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.Tests.Ingest.Otlp;

public sealed class HostileTests
{
    private const int Megabyte = 1 << 20;

    [Fact]
    public async Task A_bomb_is_refused_in_little_memory_and_the_next_request_is_fine()
    {
        await using var host = await OtlpHost.StartAsync();
        var bomb = Bomb(gigabytes: 10);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var answer = await host.PostAsync(bomb, encoding: "gzip");
        Assert.Equal(413, answer.Status);
        Assert.Contains("Otlp:BodyBytesMax", answer.Text);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 1024L * Megabyte);
        Assert.Equal(200, (await host.PostAsync(OneSpan.Request(OneSpan.Plain(1)))).Status);
    }

    [Fact]
    public async Task The_limit_is_64_megabytes_to_the_byte()
    {
        await using var host = await OtlpHost.StartAsync();
        var padding = new byte[(64 * Megabyte) + 1];
        Encoding.UTF8.GetBytes("{\"a\":\"").CopyTo(padding, 0);
        padding.AsSpan(6).Fill((byte)'x');
        Encoding.UTF8.GetBytes("\"}").CopyTo(padding, padding.Length - 2);
        Assert.Equal(413, (await host.PostAsync(padding, type: "application/json")).Status);
        Assert.Equal(413, (await host.PostAsync(Capture.Gzip(padding), type: "application/json", encoding: "gzip")).Status);
        var fitting = padding[..^1];
        fitting[^2] = (byte)'"';
        fitting[^1] = (byte)'}';
        Assert.Equal(200, (await host.PostAsync(fitting, type: "application/json")).Status);
    }

    [Fact]
    public async Task Many_large_requests_at_once_wait_for_each_other_outside()
    {
        await using var host = await OtlpHost.StartAsync(("Otlp:BodyBytesMax", "1000000"), ("Otlp:BodiesBytesMax", "4000000"));
        var body = Capture.Gzip(Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 900_000)}\"}}"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => host.PostAsync(body, type: "application/json", encoding: "gzip")));
        Assert.All(answers, answer => Assert.True(answer.Status == 200 || (answer.Status == 503 && answer.HasRetryAfter), $"{answer.Status}"));
        Assert.Equal(200, (await host.PostAsync(body, type: "application/json", encoding: "gzip")).Status);
    }

    [Fact]
    public void Of_a_million_attributes_so_many_are_taken_as_allowed_and_the_rest_is_counted()
    {
        var body = OneSpan.Request(OneSpan.Plain(1, span =>
        {
            var pair = new ProtoWriter().Text(1, "k").Inner(2, value => value.Number(3, 1)).ToArray();
            for (var each = 0; each < 1_000_000; each++)
            {
                span.Bytes(9, pair);
            }
        }));
        var span = Found.InProtobuf(OtlpSignal.Traces, body, out _).Spans.Single();
        Assert.Equal((250_000, 750_000), (span.Attributes.Count, span.DroppedAttributes));
    }

    [Fact]
    public void Values_nested_ten_thousand_deep_end_with_a_note_in_both_forms()
    {
        var value = new ProtoWriter().Text(1, "deep").ToArray();
        var json = new StringBuilder("{\"stringValue\":\"deep\"}");
        for (var depth = 0; depth < 10_000; depth++)
        {
            var inner = value;
            value = new ProtoWriter().Inner(5, list => list.Bytes(1, inner)).ToArray();
        }

        var nested = string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", 10_000)) + json + string.Concat(Enumerable.Repeat("]}}", 10_000));
        var body = Encoding.UTF8.GetBytes(
            $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{OneSpan.TraceId}}","spanId":"b7ad6b7169203331","attributes":[{"key":"k","value":{{nested}}}]}]}]}]}""");
        var spans = new[]
        {
            Found.InProtobuf(OtlpSignal.Traces, OneSpan.Request(OneSpan.Plain(1, OneSpan.Attribute("k", writer => writer.Inner(5, list => list.Bytes(1, value))))), out _).Spans.Single(),
            Found.InJson(OtlpSignal.Traces, body, out _).Spans.Single(),
        };
        Assert.All(spans, span => Assert.Contains("Otlp:ValueDepthMax", span.Attributes.Get("k").ToString()));
    }

    [Fact]
    public async Task Odd_values_are_kept_as_far_as_they_mean_something()
    {
        await using var host = await OtlpHost.StartAsync();
        var answer = await host.PostAsync(OneSpan.Request(
            OneSpan.Plain(1, span => span.Fixed(7, 0).Fixed(8, 0)),
            OneSpan.Plain(2, span => span.Fixed(7, 9_223_372_036_854_775_807).Fixed(8, ulong.MaxValue)),
            OneSpan.Plain(3, OneSpan.Attribute("nan", value => value.Fixed(4, BitConverter.DoubleToUInt64Bits(double.NaN)))),
            OneSpan.Plain(4, OneSpan.Attribute("bad", value => value.Bytes(1, [0xC3, 0x28, 0]))),
            OneSpan.Plain(5, span => span.Bytes(4, OneSpan.SpanId(5))),
            OneSpan.Plain(6, OneSpan.Attribute("nothing", _ => { }))));
        Assert.Equal((200, 0), (answer.Status, answer.Body.Length));
        var records = host.Kept.Records.ToList();
        Assert.True(records[0].StartTime > DateTimeOffset.UnixEpoch.AddYears(50));
        Assert.Equal(2262, records[1].StartTime.Year);
        Assert.Contains("\"nan\":\"NaN\"", records[2].Payload.Attributes.ToString());
        Assert.Contains("\"bad\":\"\ufffd(\\u0000\"", System.Text.RegularExpressions.Regex.Unescape(records[3].Payload.Attributes.ToString().Replace("\\u0000", "\\\\u0000")));
        Assert.Null(records[4].ParentSpanId);
        Assert.Equal(6, records.Count);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(1, 17)]
    [InlineData(2, 7)]
    [InlineData(2, 16)]
    [InlineData(4, 9)]
    public async Task Ids_of_wrong_length_reject_their_span(int field, int length)
    {
        await using var host = await OtlpHost.StartAsync();
        var answer = await host.PostAsync(OneSpan.Request(OneSpan.Plain(1, span => span.Bytes(field, [.. Enumerable.Repeat((byte)1, length)])), OneSpan.Plain(2)));
        Assert.Equal((200, 1L), (answer.Status, answer.Rejected().Count));
        Assert.Equal("span 2", host.Kept.Records.Single().Name);
    }

    [Fact]
    public async Task More_spans_than_allowed_are_rejected_one_by_one()
    {
        await using var host = await OtlpHost.StartAsync(("Otlp:SpansPerRequestMax", "10"));
        var answer = await host.PostAsync(OneSpan.Request([.. Enumerable.Range(0, 15).Select(number => OneSpan.Plain(number))]));
        Assert.Equal(5, answer.Rejected().Count);
        Assert.Contains("Otlp:SpansPerRequestMax", answer.Rejected().Reason);
        Assert.Equal(10, host.Kept.Records.Count);
    }

    /// <summary>Packed files may stand one behind the other, which makes a large bomb cheap.</summary>
    private static byte[] Bomb(int gigabytes)
    {
        var packed = Capture.Gzip(new byte[64 * Megabyte]);
        return [.. Enumerable.Repeat(packed, gigabytes * 16).SelectMany(part => part)];
    }
}
