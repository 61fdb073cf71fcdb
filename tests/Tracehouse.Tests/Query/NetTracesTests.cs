using Tracehouse.Query.Traces;
using Xunit;

namespace Tracehouse.Tests.Query;

public sealed class NetTracesTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    [Theory]
    [InlineData("a+1", "a1")]
    [InlineData("a+1 a-1 a+2", "a2")]
    [InlineData("a+2 a-1 a+1", "a2")]
    [InlineData("a+1 a-1", "")]
    [InlineData("a-1 a+1 a-2 a+2 a+3 b+1", "a3 b1")]
    [InlineData("a+1 a-1 a+1", "a1")]
    [InlineData("b+1 a+1 a-1 a+2 c+1", "b1 a2 c1")]
    public void What_was_taken_back_is_left_out(string rows, string left) => Assert.Equal(left, Text(NetTraces.Of(Rows(rows), isCut: false, out _)));

    [Fact]
    public void A_trace_that_may_not_be_all_there_waits_for_its_rest()
    {
        Assert.Equal("b1", Text(NetTraces.Of(Rows("b+1 a+1 a-1"), isCut: true, out var last)));
        Assert.Equal("b", last!.RequestId);
        Assert.Equal("", Text(NetTraces.Of(Rows("a+1 a-1"), isCut: true, out last)));
        Assert.Null(last);
    }

    [Fact]
    public void The_same_trace_at_another_start_is_another_row() =>
        Assert.Equal("a2", Text(NetTraces.Of([Row("a+1"), Row("a-1"), Row("a+2") with { StartTime = Start.AddSeconds(-1) }], isCut: false, out _)));

    [Fact]
    public void Whatever_the_order_of_changes_the_last_one_stays()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var changes = random.Next(1, 20);
            var rows = Enumerable.Range(1, changes).Select(version => $"a+{version}").Concat(Enumerable.Range(1, changes - 1).Select(version => $"a-{version}")).ToArray();
            random.Shuffle(rows);
            Assert.True(Text(NetTraces.Of(Rows(string.Join(' ', rows)), isCut: false, out _)) == $"a{changes}", $"seed {seed}");
        }
    }

    private static string Text(IReadOnlyList<TraceSummary> traces) => string.Join(' ', traces.Select(trace => $"{trace.RequestId}{trace.ObservationCount}"));

    /// <summary>Rows as id, sign and version.</summary>
    private static List<TraceSummary> Rows(string text) => [.. text.Split(' ').Select(Row)];

    private static TraceSummary Row(string text) => new()
    {
        RequestId = text[..1], Sign = text[1] == '+' ? 1 : -1, ObservationCount = int.Parse(text[2..], System.Globalization.CultureInfo.InvariantCulture), Model = "m", Provider = "p", Kind = "agent", Status = "success",
        StartTime = Start, Tags = ["x"], KindCounts = new Dictionary<string, int> { ["tool"] = 1 },
    };
}
