using System.Diagnostics;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Store.Draining;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

public sealed class DrainTests(SharedServer shared)
{
    private const string Names = "SELECT name AS column FROM spans ORDER BY name";
    private const string Texts = "SELECT input_text AS column FROM span_payloads ORDER BY input_text";

    [Fact]
    public async Task A_batch_that_arrived_before_a_crash_is_not_stored_twice()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, "a", "b", "c");
        await SendWithoutTellingAsync(bench);

        Append(bench, "d");
        await bench.RestartAsync();
        await bench.DrainAsync();
        Assert.Equal(["a", "b", "c", "d"], await bench.RowsAsync(Names));
        Assert.Equal(["a", "b", "c", "d"], await bench.RowsAsync(Texts));
    }

    [Theory]
    [InlineData("spans")]
    [InlineData("span_payloads")]
    public async Task Rows_that_the_engine_lost_though_it_remembers_their_token_are_stored_again(string table)
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        Append(bench, "a", "b", "c");
        await SendWithoutTellingAsync(bench);
        await bench.ExecuteAsync($"DELETE FROM {table} WHERE {(table == "spans" ? "name" : "input_text")} != 'b'");

        await bench.RestartAsync();
        await bench.DrainAsync();
        Assert.Equal(["a", "b", "c"], await bench.RowsAsync(Names));
        Assert.Equal(["a", "b", "c"], await bench.RowsAsync(Texts));
    }

    [Fact]
    public async Task A_batch_over_several_months_arrives_once_however_often_it_is_sent()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        for (var month = 0; month < 5; month++)
        {
            Assert.True(bench.Spool.TryAppend(DrainBench.Record($"month {month}", DateTimeOffset.UnixEpoch.AddDays(20_500 + (31 * month)))));
        }

        await SendWithoutTellingAsync(bench);
        await SendWithoutTellingAsync(bench);
        await bench.RestartAsync();
        await bench.DrainAsync();
        Assert.Equal(Enumerable.Range(0, 5).Select(month => $"month {month}"), await bench.RowsAsync(Names));
        Assert.Equal(5, (await bench.RowsAsync(Texts)).Length);
    }

    [Fact]
    public async Task One_record_that_is_refused_does_not_sink_the_others()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        await bench.ExecuteAsync("ALTER TABLE spans ADD CONSTRAINT no_poison CHECK name != 'poison'");
        Append(bench, "a", "b", "poison", "c", "d");
        await bench.DrainAsync();

        Assert.Equal(["a", "b", "c", "d"], await bench.RowsAsync(Names));
        Assert.Equal(1, bench.Rejected);
    }

    [Fact]
    public async Task Records_that_come_after_a_question_wait_for_no_other_question()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        await bench.RunAsync(new DrainOptions { LingerMilliseconds = 60_000, EagerMilliseconds = 60_000 }, async () =>
        {
            var watch = Stopwatch.StartNew();
            Append(bench, "a");
            await Eventually.TrueAsync(() => Task.FromResult(bench.Spool.Drained >= bench.Spool.Appended), "the record to arrive");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        });
        Assert.Equal(["a"], await bench.RowsAsync(Names));
    }

    /// <summary>A power cut takes what was not forced to disk yet: any of the batches, in any of the tables.</summary>
    [Theory]
    [InlineData]
    [InlineData("DELETE FROM spans WHERE name IN ('a', 'b')")]
    [InlineData("DELETE FROM spans WHERE name IN ('c', 'd')")]
    [InlineData("DELETE FROM span_payloads WHERE input_text = 'c'", "TRUNCATE TABLE traces")]
    [InlineData("TRUNCATE TABLE spans", "TRUNCATE TABLE span_payloads", "TRUNCATE TABLE trace_times")]
    public async Task Batches_that_had_arrived_but_were_not_safe_are_there_once_after_a_crash(params string[] lost)
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        foreach (var names in new[] { new[] { "a", "b" }, ["c"], ["d", "e"] })
        {
            Append(bench, names);
            await SendWithoutTellingAsync(bench, isArrived: true);
        }

        foreach (var statement in lost)
        {
            await bench.ExecuteAsync(statement);
        }

        await bench.RestartAsync();
        Append(bench, "f");
        await bench.DrainAsync();
        string[] all = ["a", "b", "c", "d", "e", "f"];
        Assert.Equal(all, await bench.RowsAsync(Names));
        Assert.Equal(all, await bench.RowsAsync("SELECT input_text AS column FROM span_payloads ORDER BY column"));
        Assert.Equal(all, await bench.RowsAsync("SELECT name AS column FROM traces GROUP BY ALL HAVING sum(sign) = 1 ORDER BY column"));
    }

    private static void Append(DrainBench bench, params string[] names) =>
        Assert.All(names, name => Assert.True(bench.Spool.TryAppend(DrainBench.Record(name))));

    /// <summary>Sends the next batch as the drain does, and dies before the bookmark is moved.</summary>
    private static async Task SendWithoutTellingAsync(DrainBench bench, bool isArrived = false)
    {
        using var batch = bench.Spool.NextBatch(1 << 20)!;
        await bench.Sender.SendAsync(batch.Records, $"{bench.Spool.Id:N}-{batch.Start}", isRepeated: false, TestContext.Current.CancellationToken);
        if (isArrived)
        {
            bench.Spool.Arrived(batch);
        }
    }
}
