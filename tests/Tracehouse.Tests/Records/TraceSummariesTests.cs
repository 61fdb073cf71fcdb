using System.Text.Json;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Records;

public sealed class TraceSummariesTests
{
    private static readonly DateTimeOffset Day = DateTimeOffset.UnixEpoch.AddDays(20_500);
    private static readonly JsonSerializerOptions WithTuples = new() { IncludeFields = true };

    [Fact]
    public void The_order_and_the_number_of_arrivals_make_no_difference()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var nodes = Enumerable.Range(0, random.Next(1, 30)).Select(index => Any($"s{index}", random)).ToList();
            var expected = Text(TraceSummaries.Of(nodes));
            for (var again = 0; again < 5; again++)
            {
                var arrived = nodes.Concat(nodes.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next());
                Assert.Equal(expected, Text(TraceSummaries.Of(arrived)));
            }
        }
    }

    [Fact]
    public void What_any_span_says_of_the_whole_counts_and_the_root_is_heard_first()
    {
        var trace = TraceSummaries.Of([
            Node("leaf", "root", 2) with { SessionId = "of the leaf", UserId = "ann", Tags = ["b", "a"] },
            Node("early", "root", 1) with { SessionId = "of the early", TraceName = "nightly run", Level = SpanLevel.Warning, Tags = ["c", "a"] },
            Node("root", null, 3) with { SessionId = "of the root", Name = "agent" },
        ]);
        Assert.Equal(("of the root", "ann", "nightly run", "root"), (trace.SessionId, trace.UserId, trace.Name, trace.RootSpanId));
        Assert.Equal(["a", "b", "c"], trace.Tags);
        Assert.Equal((SpanLevel.Warning, Day.AddSeconds(1), 3), (trace.Level, trace.StartTime, trace.ObservationCount));
    }

    [Fact]
    public void Without_a_root_a_trace_failed_when_one_of_its_spans_did()
    {
        var failed = Node("b", "gone", 2) with { Status = SpanStatus.Timeout, ErrorType = "slow" };
        var trace = TraceSummaries.Of([Node("a", "gone", 1), failed]);
        Assert.Equal((SpanStatus.Error, "slow", 1, ""), (trace.Status, trace.ErrorType, trace.ErrorCount, trace.RootSpanId));
        trace = TraceSummaries.Of([Node("a", null, 1), failed]);
        Assert.Equal((SpanStatus.Success, "", 1), (trace.Status, trace.ErrorType, trace.ErrorCount));
    }

    [Fact]
    public void Spending_is_counted_once_and_by_model()
    {
        var trace = TraceSummaries.Of([
            Node("root", null, 1) with { Kind = SpanKind.Agent, Usage = new TokenUsage { Input = 30, Output = 3 }, TotalCostUsd = 3 },
            Call("one", "root", 2, "m1", 10, 1, 1), Call("two", "root", 3, "m2", 20, 2, 2), Call("failed", "root", 4, "m1", null, null, null), Call("unknown", "root", 5, "m3", 5, null, null),
        ]);
        Assert.Equal((35L, 3L, 3m, 1), (trace.Usage.Input, trace.Usage.Output, trace.TotalCostUsd, trace.UnpricedCount));
        Assert.Equal([new("m1", "p", 2, 10, 1, 1), new("m2", "p", 1, 20, 2, 2), new("m3", "p", 1, 5, 0, 0)], trace.ModelCalls);
        Assert.Equal("m1", trace.Call?.Model);
    }

    [Fact]
    public void What_is_zero_is_not_unknown_and_what_is_unknown_not_zero()
    {
        var free = TraceSummaries.Of([Call("a", null, 1, "m", 0, 0, 0)]);
        Assert.Equal((0L, 0L, 0m), (free.Usage.Input, free.Usage.Output, free.TotalCostUsd));
        var silent = TraceSummaries.Of([Call("a", null, 1, "m", null, null, null)]);
        Assert.Equal((null, null, null), (silent.Usage.Input, silent.Usage.Output, silent.TotalCostUsd));
    }

    [Fact]
    public void A_span_alone_is_all_that_its_trace_says()
    {
        var trace = TraceSummaries.Of([Call("a", null, 1, "m", 10, 1, 2) with { Level = SpanLevel.Debug, Tags = ["b", "a", "b"] }]);
        Assert.Equal((10L, 1L, 2m, 0), (trace.Usage.Input, trace.Usage.Output, trace.TotalCostUsd, trace.UnpricedCount));
        Assert.Equal([new("m", "p", 1, 10, 1, 2)], trace.ModelCalls);
        Assert.Equal([(SpanKind.Generation, 1)], trace.KindCounts);
        Assert.Equal(["a", "b"], trace.Tags);
        Assert.Equal((SpanLevel.Debug, Day.AddSeconds(1), Day.AddSeconds(2)), (trace.Level, trace.StartTime, trace.EndTime));
        var failed = TraceSummaries.Of([Call("a", "a", 1, "m", null, null, null) with { Status = SpanStatus.Error }]);
        Assert.Equal((SpanStatus.Error, 1, new TraceModelCalls("m", "p", 1, 0, 0, 0)), (failed.Status, failed.ErrorCount, failed.ModelCalls[0]));
        Assert.Empty(TraceSummaries.Of([Node("a", null, 1)]).ModelCalls);
    }

    [Fact]
    public void Counts_that_somebody_made_up_do_not_run_over()
    {
        var trace = TraceSummaries.Of([Call("a", null, 1, "m", long.MaxValue, 1, 1), Call("b", null, 2, "m", long.MaxValue, 1, 1)]);
        Assert.Equal((long.MaxValue, long.MaxValue), (trace.Usage.Input, trace.ModelCalls[0].InputTokens));
    }

    [Fact]
    public void Logs_that_tell_what_was_said_are_no_observations()
    {
        var log = Node("log", "call", 0) with { Kind = SpanKind.Event, Name = "gen_ai.user.message", UserId = "ann" };
        var trace = TraceSummaries.Of([log, Call("call", null, 1, "m", 1, 1, 1)]);
        Assert.Equal((1, "ann", Day.AddSeconds(1), "call"), (trace.ObservationCount, trace.UserId, trace.StartTime, trace.Name));
        Assert.Equal((0, "gen_ai.user.message"), (TraceSummaries.Of([log]).ObservationCount, TraceSummaries.Of([log]).Name));
    }

    private static TraceNode Node(string id, string? parent, int second) => new() { SpanId = id, ParentSpanId = parent, Name = id, StartTime = Day.AddSeconds(second), Duration = TimeSpan.FromSeconds(1) };

    private static TraceNode Call(string id, string? parent, int second, string model, long? input, long? output, decimal? cost) =>
        Node(id, parent, second) with { Kind = SpanKind.Generation, Model = model, Provider = "p", Usage = new TokenUsage { Input = input, Output = output }, TotalCostUsd = cost };

    /// <summary>Also a span whose parent never came, or that is its own ancestor.</summary>
    private static TraceNode Any(string id, Random random) => Node(id, random.Next(4) == 0 ? null : $"s{random.Next(32)}", random.Next(5)) with
    {
        Kind = (SpanKind)random.Next(10),
        Status = (SpanStatus)random.Next(3),
        Level = (SpanLevel)random.Next(4),
        Model = random.Next(2) == 0 ? "" : $"m{random.Next(3)}",
        Usage = random.Next(2) == 0 ? TokenUsage.Unknown : new TokenUsage { Input = random.Next(3), Output = random.Next(3) },
        TotalCostUsd = random.Next(2) == 0 ? null : random.Next(3),
        UserId = random.Next(2) == 0 ? "" : $"u{random.Next(9)}",
        TraceName = random.Next(3) == 0 ? $"n{random.Next(9)}" : "",
        Tags = [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"t{random.Next(5)}")],
        InputPreview = random.Next(2) == 0 ? default : Utf8Text.From(id),
    };

    private static string Text(TraceSummary trace) => JsonSerializer.Serialize(trace, WithTuples);
}
