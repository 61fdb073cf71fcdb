using Tracehouse.Query.Rows;
using Tracehouse.Query.Trees;
using Xunit;

namespace Tracehouse.Tests.Query;

public sealed class TreeBuilderTests
{
    [Theory]
    [InlineData("r- a-r b-r", "r a.r b.r")]
    [InlineData("b-a c-b a- d-a", "a b.a c.b d.a")]
    [InlineData("g-gone a- h-g", "g h.g a")]
    [InlineData("a-a b-a", "a b.a")]
    [InlineData("a-c b-a c-b d-c", "b c.b a.c d.c")]
    [InlineData("a- b-a a-b", "a b.a")]
    [InlineData("a- b- c-a d-b e-a", "a c.a e.a b d.b")]
    public void Spans_stand_below_their_parents_in_the_order_of_their_start(string spans, string tree)
    {
        var built = Build(spans);
        Assert.Equal(tree.Split(' ').Order(), built.Spans.Select(span => span.Parent < 0 ? span.SpanId : $"{span.SpanId}.{built.Spans[span.Parent].SpanId}").Order());
        Assert.Equal(built.Spans.Count, built.SpanCount);
        AssertReadable(built);
    }

    [Fact]
    public void Whatever_comes_is_a_tree_with_every_span_once()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var count = random.Next(1, 30);
            var built = Build(string.Join(' ', Enumerable.Range(0, count).Select(_ => $"{random.Next(count)}-{(random.Next(4) == 0 ? "" : random.Next(count))}={random.Next(3)}")));
            AssertReadable(built);
            var tops = built.Spans.Where(span => span.Parent < 0).ToList();
            Assert.True(built.Total.InputTokens.GetValueOrDefault() == tops.Sum(span => span.Total.InputTokens.GetValueOrDefault()), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("r-=150 a-r=60 b-r=90", "r=150 a=60 b=90", 150)]
    [InlineData("r- a-r=60 t-a u-t=7", "r=7 a=7 t=7 u=7", 7)]
    [InlineData("r- a-r", "r=? a=?", null)]
    [InlineData("r-=0 a-r", "r=0 a=?", 0)]
    [InlineData("b-a=5 a-b=5 c-=1", "b=5 a=5 c=1", 6)]
    public void Each_part_knows_what_it_spent_counted_once(string spans, string totals, int? total)
    {
        var built = Build(spans);
        Assert.Equal(
            totals.Split(' ').Order(), built.Spans.Select(span => $"{span.SpanId}={span.Total.InputTokens?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}").Order());
        Assert.Equal(total, built.Total.InputTokens);
    }

    [Fact]
    public void A_call_without_a_price_is_told_beside_the_cost()
    {
        var rows = Rows("r- a-r=5 b-r=5");
        rows[1] = rows[1] with { CostUsd = 0.5m };
        Assert.Equal(new TreeTotals(10, null, 0.5m, 1), TreeBuilder.Build("t", rows).Total);
    }

    [Fact]
    public void A_log_of_what_was_said_is_taken_into_its_span()
    {
        var rows = Rows("r- l-r lost-gone");
        rows[1] = rows[1] with { Kind = "event", Name = "gen_ai.user.message", InputPreview = "hello" };
        rows[2] = rows[2] with { Kind = "event", Name = "gen_ai.choice", OutputPreview = "who is there" };
        var built = TreeBuilder.Build("t", rows);
        Assert.Equal(["r", "lost"], built.Spans.Select(span => span.SpanId));
        Assert.Equal("hello", built.Spans[0].InputPreview);
    }

    [Fact]
    public void A_very_deep_tree_is_built()
    {
        var built = TreeBuilder.Build("t", [.. Enumerable.Range(0, 50_000).Select(number => Row($"{number}", number == 0 ? "" : $"{number - 1}", number, number == 49_999 ? 3 : null))]);
        Assert.Equal((49_999, 49_999, 3), (built.Spans[^1].Depth, built.Spans[0].Below, built.Spans[0].Total.InputTokens));
    }

    /// <summary>Parents come before what is below them, which follows them without a gap, in the order of its start.</summary>
    private static void AssertReadable(TraceTree tree)
    {
        Assert.Equal(tree.Spans.Count, tree.Spans.Select(span => span.SpanId).Distinct().Count());
        for (var place = 0; place < tree.Spans.Count; place++)
        {
            var span = tree.Spans[place];
            Assert.True(span.Parent < place);
            Assert.Equal(span.Parent < 0 ? 0 : tree.Spans[span.Parent].Depth + 1, span.Depth);
            Assert.All(tree.Spans.Skip(place + 1).Take(span.Below), below => Assert.True(below.Depth > span.Depth));
            Assert.True(place + span.Below + 1 >= tree.Spans.Count || tree.Spans[place + span.Below + 1].Depth <= span.Depth);
            var before = tree.Spans.Take(place).LastOrDefault(other => other.Parent == span.Parent);
            Assert.True(before is null || before.StartTime <= span.StartTime);
        }
    }

    private static TraceTree Build(string spans) => TreeBuilder.Build("t", Rows(spans));

    /// <summary>Spans as id-parent=tokens, in the order of their start.</summary>
    private static List<TreeRow> Rows(string spans) =>
    [
        .. spans.Split(' ').Select((text, number) =>
        {
            var (ids, tokens) = (text.Split('=')[0].Split('-'), text.Split('='));
            return Row(ids[0], ids[1], number, tokens.Length == 1 ? null : long.Parse(tokens[1], System.Globalization.CultureInfo.InvariantCulture));
        }),
    ];

    private static TreeRow Row(string id, string parent, int number, long? tokens) => new()
    {
        SpanId = id, ParentSpanId = parent, Kind = "generation", Name = id, Status = "success", StartTime = DateTimeOffset.UnixEpoch.AddSeconds(number), InputTokens = tokens,
    };
}
