using Tracehouse.EndToEnd.Support;
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

    private static void Append(DrainBench bench, params string[] names) =>
        Assert.All(names, name => Assert.True(bench.Spool.TryAppend(DrainBench.Record(name))));

    /// <summary>Sends the next batch as the drain does, and dies before the bookmark is moved.</summary>
    private static async Task SendWithoutTellingAsync(DrainBench bench)
    {
        using var batch = bench.Spool.NextBatch(1 << 20)!;
        await bench.Sender.SendAsync(batch.Records, $"{bench.Spool.Id:N}-{batch.Start}", isRepeated: false, TestContext.Current.CancellationToken);
    }
}
