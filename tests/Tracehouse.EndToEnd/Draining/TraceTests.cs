using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>The rows that stand for traces, whatever happens between the steps that write them.</summary>
public sealed class TraceTests(SharedServer shared)
{
    private const string Live =
        "SELECT concat(name, ' ', toString(observation_count), ' ', toString(input_tokens), ' ', arrayStringConcat(tags, '+'), if(sum(sign) = 1, '', toString(sum(sign)))) AS column " +
        "FROM traces GROUP BY ALL HAVING sum(sign) != 0 ORDER BY column";

    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_500);
    private static readonly TraceId Trace = TraceId.Create(Day);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_that_come_one_by_one_in_any_order_make_one_row()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var random = new Random(7);
        var spans = Enumerable.Range(0, 12).Select(index => Span($"{index}", index == 0 ? null : $"{random.Next(index)}", 1)).OrderBy(_ => random.Next()).ToList();
        foreach (var span in spans)
        {
            Append(bench, span);
            await SendAsync(bench);
            if (random.Next(3) == 0)
            {
                await bench.RestartAsync();
            }
        }

        await bench.ExecuteAsync("OPTIMIZE TABLE traces FINAL");
        var leaves = spans.Count(span => !spans.Exists(other => other.ParentSpanId?.Value == span.SpanId.Value));
        Assert.Equal([$"0 12 {leaves} tag"], await bench.RowsAsync(Live));
        Assert.Equal(["1"], await bench.RowsAsync("SELECT count() AS column FROM traces FINAL"));
    }

    /// <summary>What a crash leaves in the tables, in the order of the steps.</summary>
    [Theory]
    [InlineData("nothing", "TRUNCATE TABLE span_payloads", "TRUNCATE TABLE spans", "TRUNCATE TABLE traces", "TRUNCATE TABLE trace_times")]
    [InlineData("payloads", "TRUNCATE TABLE spans", "TRUNCATE TABLE traces")]
    [InlineData("spans", "TRUNCATE TABLE traces")]
    [InlineData("spans, and the row of before", "TRUNCATE TABLE traces", "INSERT INTO traces SELECT * FROM before")]
    [InlineData("everything")]
    [InlineData("the new row without the old one taken back", "DELETE FROM traces WHERE sign = -1")]
    [InlineData("the old one taken back without the new row", "DELETE FROM traces WHERE sign = 1 AND observation_count = 2")]
    [InlineData("everything twice", "INSERT INTO traces SELECT * FROM traces")]
    public async Task However_far_a_batch_came_before_a_crash_one_row_stands_for_the_trace(string came, params string[] crash)
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, Span("root", null, 1));
        await SendAsync(bench);
        await bench.ExecuteAsync("CREATE TABLE before ENGINE = MergeTree ORDER BY trace_id AS SELECT * FROM traces");
        Append(bench, Span("child", "root", 5));
        await SendAsync(bench, tells: false);
        if (came != "nothing")
        {
            Assert.Equal(["root 2 5 tag"], await bench.RowsAsync(Live));
        }

        foreach (var statement in crash)
        {
            await bench.ExecuteAsync(statement);
        }

        await bench.RestartAsync();
        await bench.DrainAsync();
        var isRootThere = came != "nothing" && came != "payloads";
        Assert.Equal([isRootThere ? "root 2 5 tag" : "child 1 5 tag"], await bench.RowsAsync(Live));
    }

    [Fact]
    public async Task A_record_that_was_set_aside_does_not_count()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        await bench.ExecuteAsync("ALTER TABLE spans ADD CONSTRAINT no_poison CHECK name != 'poison'");
        Append(bench, Span("root", null, 1), Span("poison", "root", 100), Span("child", "root", 5));
        await bench.DrainAsync();
        Assert.Equal(["root 2 5 tag"], await bench.RowsAsync(Live));
    }

    [Fact]
    public async Task A_span_that_comes_again_changes_nothing()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        for (var time = 0; time < 3; time++)
        {
            Append(bench, Span("root", null, 1) with { MayRepeat = true }, Span("child", "root", 5) with { MayRepeat = true });
            await SendAsync(bench);
        }

        Assert.Equal(["root 2 5 tag"], await bench.RowsAsync(Live));
        Assert.Equal(["1"], await bench.RowsAsync("SELECT count() AS column FROM traces"));
    }

    [Fact]
    public async Task Traces_over_months_and_projects_stay_apart()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        ProjectId.TryParse("other", out var other);
        Append(bench, Span("root", null, 1), Span("late", "root", 5) with { StartTime = Day.AddDays(40) }, Span("foreign", null, 7) with { Project = other });
        await SendAsync(bench);
        Append(bench, Span("early", "root", 3) with { StartTime = Day.AddDays(-40) });
        await SendAsync(bench);
        Assert.Equal(["foreign 1 7 tag", "root 3 8 tag"], await bench.RowsAsync(Live));
    }

    private static SpanRecord Span(string id, string? parent, long tokens)
    {
        SpanId.TryParse(id, out var span);
        SpanId? above = SpanId.TryParse(parent, out var parsed) ? parsed : null;
        return DrainBench.Record(id, Day) with { TraceId = Trace, SpanId = span, ParentSpanId = above, Kind = SpanKind.Span, Usage = new TokenUsage { Input = tokens }, Tags = ["tag"] };
    }

    private static void Append(DrainBench bench, params SpanRecord[] records) => Assert.All(records, record => Assert.True(bench.Spool.TryAppend(record)));

    private static async Task SendAsync(DrainBench bench, bool tells = true)
    {
        using var batch = bench.Spool.NextBatch(1 << 20)!;
        await bench.Sender.SendAsync(batch.Records, $"{bench.Spool.Id:N}-{batch.Start}", isRepeated: false, Stop);
        if (tells)
        {
            bench.Spool.Arrived(batch);
            bench.Spool.Keep(batch.End);
        }
    }
}
