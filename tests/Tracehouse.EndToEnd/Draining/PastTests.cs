using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>Traces of spans that an older version has stored.</summary>
public sealed class PastTests(SharedServer shared)
{
    private const string OldSpans =
        "INSERT INTO spans (project, trace_id, span_id, parent_span_id, kind, name, source, start_time, latency_ms, status, model, provider, input_tokens, output_tokens, " +
        "input_cost_usd, output_cost_usd, total_cost_usd, user_id, tags, input_preview, output_preview) SELECT ";

    private const string Live =
        "SELECT concat(project, ' ', name, ' ', toString(observation_count), ' ', toString(input_tokens), ' ', ifNull(toString(total_cost_usd), 'none'), ' ', user_id, ' ', input_preview, ' ', toString(sum(sign))) AS column " +
        "FROM traces GROUP BY ALL HAVING sum(sign) != 0 ORDER BY column";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Versions => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_store_of_an_older_version_gets_its_traces(int version)
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl, schema: version);
        await bench.ExecuteAsync(OldSpans + "'default', 'alone', 's', '', 'generation', 'chat', 'gateway', '2026-02-01 10:00:00.123456', 5.25, 'success', 'm', 'p', 7, 3, 0.1, 0.2, 0.3, 'ann', ['t'], 'said', 'answered'");
        await bench.ExecuteAsync(OldSpans + "'default', 'run', 'root', '', 'span', 'run', 'gateway', '2026-02-01 10:00:00', 5, 'success', '', '', NULL, NULL, NULL, NULL, NULL, '', [], '', ''");
        await bench.ExecuteAsync(OldSpans + "'default', 'run', toString(number), 'root', 'generation', 'chat', 'gateway', toDateTime64('2026-02-01 10:00:01', 6) + number * 3600, 5, 'success', 'm', 'p', 1, 1, 0.1, 0.1, 0.2, 'bob', [], concat('turn ', toString(number)), '' FROM numbers(1000)");
        await bench.ExecuteAsync(OldSpans + "'other', 'alone', 's', '', 'generation', 'chat', 'gateway', '2025-02-01 10:00:00', 5, 'success', 'm', 'p', 9, 3, NULL, NULL, NULL, '', [], '', ''");
        await bench.DrainAsync();

        // The drain goes on without it when it takes long.
        await bench.Past.RunAsync(Stop);
        Assert.Equal(["default chat 1 7 0.3 ann said 1", "default run 1001 1000 200 bob turn 0 1", "other chat 1 9 none   1"], await bench.RowsAsync(Live));
    }

    [Fact]
    public async Task Many_windows_and_a_stop_amid_them_make_every_trace_once()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl, schema: 5);
        await bench.ExecuteAsync(OldSpans + "'default', toString(number % 9000), toString(number), if(number < 9000, '', 'up'), 'generation', 'chat', 'test', toDateTime64('2026-02-01 10:00:00', 6) + intDiv(number, 7), 5, 'success', 'm', 'p', 1, 1, NULL, NULL, NULL, '', [], '', '' FROM numbers(90000)");
        await bench.Migrator.RunAsync(Stop);
        using (var soon = CancellationTokenSource.CreateLinkedTokenSource(Stop))
        {
            soon.CancelAfter(TimeSpan.FromMilliseconds(700));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Past.RunAsync(soon.Token));
        }

        await bench.RestartAsync();
        await bench.Past.RunAsync(Stop);
        await bench.Past.RunAsync(Stop);
        Assert.Equal(["9000 9000 90000 10"], await bench.RowsAsync(
            "SELECT concat(toString(sum(sign)), ' ', toString(uniqExact(trace_id)), ' ', toString(sum(sign * observation_count)), ' ', toString(max(observation_count))) AS column FROM traces"));
    }
}
