using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>Scores on their way from the spool to their table.</summary>
public sealed class ScoreTests(SharedServer shared)
{
    private const string Scores = "SELECT concat(id, ' ', name, ' ', toString(value), ' ', trace_id) AS column FROM scores FINAL WHERE NOT is_deleted ORDER BY column";

    [Fact]
    public async Task The_last_word_about_an_id_counts_also_after_a_crash()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var span = DrainBench.Record("judged");
        Append(bench, Score("a", 1), Score("b", 1), Score("gone", 1), Score("a", 2));
        Assert.True(bench.Spool.TryAppend(span with { Scores = [Score("with its span", 7) with { TraceId = span.TraceId }] }));
        await bench.DrainAsync();
        Append(bench, Score("b", 3), Score("gone", 0) with { IsDeleted = true }, Score("alone", 9));
        await bench.RestartAsync();
        await bench.DrainAsync();
        Assert.Equal(["a correct 2 ", "alone correct 9 ", "b correct 3 ", $"with its span correct 7 {span.TraceId}"], await bench.RowsAsync(Scores));

        Append(bench, Score("gone", 4), Score("a", 5));
        await bench.DrainAsync();
        Assert.Equal(["a correct 5 ", "alone correct 9 ", "b correct 3 ", "gone correct 4 ", $"with its span correct 7 {span.TraceId}"], await bench.RowsAsync(Scores));
    }

    private static ScoreRecord Score(string id, double value) => new()
    {
        Project = ProjectId.Default, Id = id, Name = "correct", Type = ScoreType.Numeric, Value = value, Time = DateTimeOffset.UnixEpoch.AddDays(20_500),
    };

    private static void Append(DrainBench bench, params ScoreRecord[] scores) => Assert.All(scores, score => Assert.True(bench.Spool.TryAppendKept(score)));
}
