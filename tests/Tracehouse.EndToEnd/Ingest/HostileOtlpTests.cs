using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>What nobody should send, through every door of a real server: a clear answer, bounded memory, and the next good batch is fine.</summary>
public sealed class HostileOtlpTests
{
    private const int Megabyte = 1 << 20;

    /// <summary>What a server may take at its peak: itself, two bodies of 64 MiB with what they are unpacked to, and the spans of one.</summary>
    private const long PeakBytesMax = 900L * Megabyte;

    private int _next;

    [Fact]
    public async Task Every_door_bears_everything()
    {
        await using var server = await ServerProcess.StartAsync();
        await AssertGoodAsync(server);
        foreach (var (name, body, status) in Bodies())
        {
            foreach (var door in new[] { server.OtlpUrl, server.ApiUrl })
            {
                var reply = await server.PostAsync(body, encoding: name.StartsWith("bomb", StringComparison.Ordinal) ? "gzip" : null, door: door);
                Assert.True(reply.Status == status, $"{name}: {reply.Status} {reply.Body}");
                Assert.True(status != HttpStatusCode.RequestEntityTooLarge || reply.Body.Contains("Otlp:BodyBytesMax", StringComparison.Ordinal), name);
            }

            var called = await server.CallAsync(body, encoding: name.StartsWith("bomb", StringComparison.Ordinal) ? "gzip" : null);
            Assert.True(called.GrpcStatus == (status switch { HttpStatusCode.OK => 0, HttpStatusCode.BadRequest => 3, _ => 8 }), $"{name}: {called.GrpcStatus} {called.GrpcMessage}");
            await AssertGoodAsync(server);
        }

        var peak = PeakBytes(server);
        Assert.True(peak < PeakBytesMax, $"The server took {peak / Megabyte} MiB.");
    }

    [Fact]
    public async Task Odd_spans_are_kept_as_far_as_they_mean_something()
    {
        await using var server = await ServerProcess.StartAsync();
        var reply = await server.PostAsync(OneSpan.Request(
            OneSpan.Plain(1, span => span.Fixed(7, 0).Fixed(8, 0)),
            OneSpan.Plain(2, span => span.Fixed(7, 9_223_372_036_854_775_807).Fixed(8, ulong.MaxValue)),
            OneSpan.Plain(3, OneSpan.Attributes(("nan", double.NaN), ("infinite", double.NegativeInfinity))),
            OneSpan.Plain(4, OneSpan.Attribute("bad", value => value.Bytes(1, [0xC3, 0x28, 0]))),
            OneSpan.Plain(5, span => span.Bytes(4, OneSpan.SpanId(5))),
            OneSpan.Plain(6, span => span.Bytes(4, OneSpan.SpanId(7))),
            OneSpan.Plain(7, span => span.Bytes(4, OneSpan.SpanId(6)).Text(5, "7\0 and its child above it")),
            OneSpan.Plain(8, span => span.Bytes(1, new byte[15])),
            OneSpan.Plain(9, span => span.Bytes(2, new byte[9]))));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Contains("must be 16 bytes", reply.Body);
        Assert.InRange(await YearAsync(server, 1), 2026, 2262 - 1);
        Assert.Equal(2262, await YearAsync(server, 2));
        Assert.Equal(("NaN", "-Infinity"), ((await SpanAsync(server, 3)).GetProperty("attributes").GetProperty("nan").GetString(), (await SpanAsync(server, 3)).GetProperty("attributes").GetProperty("infinite").GetString()));
        Assert.Equal("\ufffd(\0", (await SpanAsync(server, 4)).GetProperty("attributes").GetProperty("bad").GetString());
        Assert.Equal(JsonValueKind.Null, (await SpanAsync(server, 5)).GetProperty("parent_span_id").ValueKind);
        Assert.Equal("7\0 and its child above it", (await SpanAsync(server, 7)).GetProperty("name").GetString());
        foreach (var number in new[] { 8, 9 })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await server.GetAsync($"v1/traces/{OneSpan.TraceId}-{Hex(number)}")).Status);
        }

        var halves = """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"half \ud83d","attributes":[{"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"cut \\ud83d\"}]}]"}}]}]}]}]}""";
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync(Encoding.UTF8.GetBytes(halves), type: OtlpSender.Json)).Status);
        var half = (await server.GetAsync($"v1/traces/{OneSpan.TraceId}-b7ad6b7169203331")).Body;
        Assert.Equal(("half \ufffd", "cut \ufffd"), (half.GetProperty("name").GetString(), half.GetProperty("input_messages")[0].GetProperty("content").GetString()));

        // A trace in which everybody is an ancestor of themselves is read like any other.
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"v1/traces/{OneSpan.TraceId}")).Status);
    }

    /// <summary>Each with what it is answered with.</summary>
    private static IEnumerable<(string Name, byte[] Body, HttpStatusCode Status)> Bodies()
    {
        var packed = Capture.Gzip(new byte[64 * Megabyte]);
        yield return ("bomb of 10 GB", [.. Enumerable.Repeat(packed, 160).SelectMany(part => part)], HttpStatusCode.RequestEntityTooLarge);
        yield return ("bomb of rubbish", [.. packed[..1000], .. new byte[1000]], HttpStatusCode.BadRequest);
        yield return ("64 MiB and a byte", new byte[(64 * Megabyte) + 1], HttpStatusCode.RequestEntityTooLarge);
        yield return ("rubbish", [7, 7, 7], HttpStatusCode.BadRequest);
        yield return ("a million attributes", OneSpan.Request(OneSpan.Plain(1000, span =>
        {
            var pair = new ProtoWriter().Text(1, "k").Inner(2, value => value.Number(3, 1)).ToArray();
            for (var each = 0; each < 1_000_000; each++)
            {
                span.Bytes(9, pair);
            }
        })), HttpStatusCode.OK);

        var deep = new ProtoWriter().Text(1, "deep").ToArray();
        for (var depth = 0; depth < 10_000; depth++)
        {
            var inner = deep;
            deep = new ProtoWriter().Inner(5, list => list.Bytes(1, inner)).ToArray();
        }

        yield return ("10,000 deep", OneSpan.Request(OneSpan.Plain(1001, OneSpan.Attribute("k", value => value.Inner(5, list => list.Bytes(1, deep))))), HttpStatusCode.OK);
    }

    private async Task AssertGoodAsync(ServerProcess server)
    {
        var number = ++_next;
        Assert.Equal((HttpStatusCode.OK, ""), ((await server.PostAsync(OneSpan.Request(OneSpan.Plain(number)))) is var reply ? (reply.Status, reply.Body) : default));
        Assert.Equal($"span {number}", (await SpanAsync(server, number)).GetProperty("name").GetString());
    }

    private static async Task<JsonElement> SpanAsync(ServerProcess server, int number)
    {
        var (status, span) = await server.GetAsync($"v1/traces/{OneSpan.TraceId}-{Hex(number)}");
        Assert.Equal(HttpStatusCode.OK, status);
        return span;
    }

    private static async Task<int> YearAsync(ServerProcess server, int number) => (await SpanAsync(server, number)).GetProperty("created_at").GetDateTimeOffset().Year;

    private static string Hex(int number) => Convert.ToHexStringLower(OneSpan.SpanId(number));

    /// <summary>The most memory that the process has had since its start.</summary>
    private static long PeakBytes(ServerProcess server) => long.Parse(
        File.ReadLines($"/proc/{server.ProcessId}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[])[' ', '\t', 'k'], StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
}
