using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>The sums of each minute, which must say what the spans say whatever happened to them.</summary>
public sealed class MinuteTests(SharedServer shared)
{
    private const string Minute = "intDiv(toUnixTimestamp64Micro(start_time), 60000000)";
    private const string OfSpans =
        $"SELECT concat(toString({Minute}), ' ', environment, ' ', toString(uniqExact(trace_id)), ' ', toString(sum(toInt64(input_tokens))), ' ', toString(sum(total_cost_usd))) AS column " +
        $"FROM spans GROUP BY {Minute}, environment ORDER BY column";

    /// <summary>Refused when the minutes are not read.</summary>
    private const string OfMinutes =
        $"SELECT concat(toString({Minute}), ' ', environment, ' ', toString(sum(sign)), ' ', toString(sum(toInt64(input_tokens) * sign)), ' ', toString(sum(total_cost_usd * sign))) AS column " +
        $"FROM traces GROUP BY {Minute}, environment HAVING sum(sign) != 0 ORDER BY column SETTINGS force_optimize_projection = 1";

    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_500);

    [Fact]
    public async Task Minutes_say_what_spans_say_after_changes_repeats_and_merges()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var random = new Random(3);
        var traces = Enumerable.Range(0, 40).Select(index => (Id: TraceId.Create(Day), Start: Day.AddSeconds(random.Next(600)), Environment: index % 3 == 0 ? "prod" : "test")).ToList();
        for (var batch = 0; batch < 12; batch++)
        {
            foreach (var (id, start, environment) in traces.OrderBy(_ => random.Next()).Take(10))
            {
                var span = DrainBench.Record($"{batch}", start) with
                {
                    TraceId = id, Environment = environment, Usage = new TokenUsage { Input = random.Next(100) }, Cost = new Cost(random.Next(100) / 1000m, 0.001m, "v1"),
                };
                Assert.True(bench.Spool.TryAppend(span));
            }

            using var sent = bench.Spool.NextBatch(1 << 20)!;
            await bench.Sender.SendAsync(sent.Records, $"{bench.Spool.Id:N}-{sent.Start}", isRepeated: batch % 4 == 3, TestContext.Current.CancellationToken);
            if (batch % 3 != 2)
            {
                bench.Spool.Arrived(sent);
                bench.Spool.Keep(sent.End);
            }
        }

        await bench.DrainAsync();
        Assert.Equal(await bench.RowsAsync(OfSpans), await bench.RowsAsync(OfMinutes));
        await bench.ExecuteAsync("OPTIMIZE TABLE traces FINAL");
        Assert.Equal(await bench.RowsAsync(OfSpans), await bench.RowsAsync(OfMinutes));
    }
}
