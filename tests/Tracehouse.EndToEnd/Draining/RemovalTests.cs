using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.EndToEnd.Draining;

/// <summary>What was recorded, taken out again.</summary>
public sealed class RemovalTests(SharedServer shared)
{
    private const string Left = """
        SELECT column FROM (SELECT concat('span ', name) AS column FROM spans UNION ALL SELECT concat('payload ', toString(length(input_hashes))) FROM span_payloads
        UNION ALL SELECT concat('message ', JSONExtractString(content, 'content')) FROM messages FINAL UNION ALL SELECT concat('score ', id) FROM scores FINAL
        UNION ALL SELECT concat('trace ', name) FROM (SELECT name, sum(sign) AS live FROM traces GROUP BY name) WHERE live != 0) ORDER BY column
        """;

    [Fact]
    public async Task A_trace_goes_with_all_that_only_it_said_and_does_not_come_back()
    {
        await using var bench = await DrainBench.CreateAsync(shared.EngineUrl);
        var (gone, stays) = (Said("gone", "shared", "secret"), Said("stays", "shared", "public"));
        Assert.True(bench.Spool.TryAppend(gone with { Scores = [Score("s1", gone.TraceId)] }));
        Assert.True(bench.Spool.TryAppend(stays with { Scores = [Score("s2", stays.TraceId)] }));
        await bench.RemoveAsync([gone.TraceId]);
        Assert.Equal(["message public", "message shared", "payload 2", "score s2", "span stays", "trace stays"], await bench.RowsAsync(Left));

        // What was known to be there may be said again.
        Assert.True(bench.Spool.TryAppend(Said("again", "secret")));
        await bench.RestartAsync();
        await bench.DrainAsync();
        Assert.Contains("message secret", await bench.RowsAsync(Left));
        Assert.DoesNotContain("span gone", await bench.RowsAsync(Left));
    }

    private static SpanRecord Said(string name, params string[] messages) => DrainBench.Record(name) with
    {
        Payload = new SpanPayload { InputMessages = Utf8Text.From("[" + string.Join(',', messages.Select(message => $$"""{"role":"user","content":"{{message}}"}""")) + "]") },
    };

    private static ScoreRecord Score(string id, TraceId trace) => new()
    {
        Project = ProjectId.Default, Id = id, TraceId = trace, Name = "correct", Type = ScoreType.Numeric, Value = 1, Time = DateTimeOffset.UnixEpoch.AddDays(20_500),
    };
}
