using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Records;

public sealed class CountedUsageTests
{
    [Fact]
    public void A_sum_of_children_does_not_count() => Check("r-:agent=150 a-r:generation=60 b-r:generation=90", "a b");

    [Fact]
    public void A_parent_counts_when_nothing_below_it_spent() => Check("r-:agent=150 a-r:generation b-r:tool", "r");

    [Fact]
    public void Zero_is_not_spent() => Check("r-:agent=150 a-r:generation=0", "r");

    [Fact]
    public void A_call_that_two_libraries_report_counts_once() => Check("outer-:generation=35 inner-outer:generation=35", "inner");

    [Fact]
    public void Usage_far_below_is_seen_through_spans_without() => Check("r-:agent=9 a-r:span b-a:span c-b:generation=9", "c");

    [Fact]
    public void A_call_counts_beside_what_its_tool_spent() => Check("call-:generation=60 t-call:tool sub-t:agent=7 g-sub:generation=7", "call g");

    [Fact]
    public void An_agent_does_not_count_beside_what_its_tool_spent() => Check("r-:agent=60 t-r:tool g-t:generation=60", "g");

    [Fact]
    public void Children_come_first_and_parents_never() => Check("g-gone:generation=5 a-r:generation=6 r-:agent=6", "g a");

    [Fact]
    public void A_span_that_came_twice_counts_once() => Check("a-:generation=5 a-:generation=5", "a");

    [Theory]
    [InlineData("r-:agent=35 s-r:generation=35 g-gone:generation=35", "g")]
    [InlineData("r-:agent=35 s-r:generation=35 g-s:generation=35", "g")]
    [InlineData("r-:agent=35 s-r:generation=35 h-r:span g-h:generation=35", "g")]
    [InlineData("r-:agent=70 s-r:generation=35 t-r:generation=35 g-gone:generation=35 i-gone2:generation=35", "g i")]
    [InlineData("r-:agent=70 s-r:generation=35 t-r:generation=35 g-gone:generation=35", "t g")]
    [InlineData("s-:generation=36 g-gone:generation=35", "s g")]
    public void A_call_through_the_gateway_counts_once_whether_or_not_it_is_linked(string spans, string counted) => Check(spans, counted, gateways: "gi");

    [Fact]
    public void Calls_at_different_times_are_two()
    {
        var start = DateTimeOffset.UnixEpoch;
        var usage = new TokenUsage { Input = 1, Output = 2 };
        UsageNode[] nodes =
        [
            new("s", null, SpanKind.Generation, usage) { Source = "otlp", StartTime = start, EndTime = start.AddSeconds(1) },
            new("g", "gone", SpanKind.Generation, usage) { Source = "gateway", StartTime = start.AddSeconds(2), EndTime = start.AddSeconds(3) },
        ];
        Assert.Equal([true, true], CountedUsage.Of(nodes));
    }

    [Theory]
    [InlineData("a-a:generation=5", "a")]
    [InlineData("a-b:generation=5 b-a:generation=5", "a")]
    [InlineData("a-c:span=1 b-a:span=1 c-b:span=1 d-c:generation=1", "a d")]
    public void Its_own_ancestor_is_counted_still(string spans, string counted) => Check(spans, counted);

    [Fact]
    public void A_long_chain_takes_no_long_time()
    {
        var nodes = Enumerable.Range(0, 100_000).Select(index => new UsageNode($"{index}", index == 0 ? null : $"{index - 1}", SpanKind.Generation, new TokenUsage { Input = 1 })).ToList();
        Assert.Equal(1, CountedUsage.Of(nodes).Count(counts => counts));
    }

    /// <summary>Spans as id-parent:kind=tokens.</summary>
    private static void Check(string spans, string counted, string gateways = "")
    {
        var nodes = spans.Split(' ').Select(Node).Select(node => gateways.Contains(node.SpanId[0]) ? node with { Source = "gateway" } : node).ToList();
        var counts = CountedUsage.Of(nodes);
        Assert.Equal(counted, string.Join(' ', nodes.Where((_, index) => counts[index]).Select(node => node.SpanId)));
    }

    private static UsageNode Node(string text)
    {
        var (ids, rest) = (text.Split(':')[0].Split('-'), text.Split(':')[1].Split('='));
        return new UsageNode(ids[0], ids[1].Length == 0 ? null : ids[1], Enum.Parse<SpanKind>(rest[0], ignoreCase: true), rest.Length == 1 ? TokenUsage.Unknown : new TokenUsage { Input = long.Parse(rest[1]), Output = 0 });
    }
}
