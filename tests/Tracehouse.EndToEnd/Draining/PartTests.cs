using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>Spans that are told in pieces, on their way from the spool to the tables.</summary>
public sealed class PartTests(SharedServer shared)
{
    private const string Spans = "SELECT concat(trace_id, ' ', span_id, ' ', name) AS column FROM spans ORDER BY column";
    private const string Texts = "SELECT concat(trace_id, ' ', span_id, ' ', input_text) AS column FROM span_payloads ORDER BY column";
    private const string Traces = "SELECT concat(trace_id, ' ', name, ' ', toString(sum(sign))) AS column FROM traces GROUP BY trace_id, name HAVING sum(sign) != 0 ORDER BY column";

    [Fact]
    public async Task A_span_is_what_all_of_its_parts_say_in_whatever_batches_they_come()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, Part("one", "s", 0), Part("one", "s", 1), Part("two", "s", 5));
        await bench.DrainAsync();
        Assert.Equal(["one s 0+1", "two s 5"], await bench.RowsAsync(Spans));

        Append(bench, Part("two", "s", 4), Part("one", "t", 3), Part("one", "s", 2));
        await bench.DrainAsync();
        Assert.Equal(["one s 0+1+2", "one t 3", "two s 4+5"], await bench.RowsAsync(Spans));
        Assert.Equal(["one s 0+1+2", "one t 3", "two s 4+5"], await bench.RowsAsync(Texts));
        Assert.Equal(["one 0+1+2 1", "two 4+5 1"], await bench.RowsAsync(Traces));
    }

    [Fact]
    public async Task Parts_that_come_again_after_a_crash_change_nothing()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, Part("one", "s", 0), Part("one", "s", 1));
        await bench.DrainAsync();
        Append(bench, Part("one", "s", 1), Part("one", "s", 0), Part("one", "s", 2));
        await bench.RestartAsync();
        await bench.DrainAsync();
        Assert.Equal(["one s 0+1+2"], await bench.RowsAsync(Spans));
        Assert.Equal(["one 0+1+2 1"], await bench.RowsAsync(Traces));
    }

    [Fact]
    public async Task A_span_that_came_whole_is_replaced_by_what_is_told_of_it_later()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var whole = DrainBench.Record("whole");
        var other = DrainBench.Record("other") with { TraceId = whole.TraceId };
        Assert.True(bench.Spool.TryAppend(whole));
        Assert.True(bench.Spool.TryAppend(other));
        await bench.DrainAsync();
        Append(bench, Part(whole.TraceId.Value, whole.SpanId.Value, 7));
        await bench.DrainAsync();
        Assert.Equal([$"{whole.TraceId} {other.SpanId} other", $"{whole.TraceId} {whole.SpanId} 7"], (await bench.RowsAsync(Spans)).OrderByDescending(row => row.EndsWith("other", StringComparison.Ordinal)));
    }

    private static SpanPart Part(string trace, string span, int second) => new()
    {
        Project = ProjectId.Default,
        TraceId = TraceId.TryParse(trace, out var traceId) ? traceId : default,
        SpanId = SpanId.TryParse(span, out var spanId) ? spanId : default,
        Id = $"part {second}",
        Time = DateTimeOffset.UnixEpoch.AddDays(20_500).AddSeconds(second),
        IsUpdate = second > 0,
        Source = "test",
        Fields = Utf8Text.From($"{second}"),
    };

    private static void Append(DrainBench bench, params SpanPart[] parts) => Assert.All(parts, part => Assert.True(bench.Spool.TryAppendKept(part)));
}
