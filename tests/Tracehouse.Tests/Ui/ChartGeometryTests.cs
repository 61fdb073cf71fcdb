using Tracehouse.Query.Traces;
using Tracehouse.Ui.Charts;
using Xunit;

namespace Tracehouse.Tests.Ui;

public sealed class ChartGeometryTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-3, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0.3, 0.5)]
    [InlineData(1, 1)]
    [InlineData(1.2, 2)]
    [InlineData(21, 25)]
    [InlineData(26, 50)]
    [InlineData(501, 1000)]
    [InlineData(0.00042, 0.0005)]
    public void An_axis_ends_at_a_round_number(double value, double expected) => Assert.Equal(expected, ChartGeometry.NiceMax(value), 9);

    [Fact]
    public void Buckets_stand_side_by_side_from_edge_to_edge()
    {
        var geometry = Chart([.. Enumerable.Range(0, 50)]);
        Assert.Equal(0, geometry.Slots[0].X, 6);
        Assert.Equal(ChartGeometry.Width, geometry.Slots[^1].X + geometry.Slots[^1].Width, 6);
        Assert.Equal(20, geometry.Slots[1].X, 6);
    }

    [Fact]
    public void A_lone_bucket_stands_at_the_right_and_is_not_as_wide_as_the_page()
    {
        var geometry = Chart([0]);
        Assert.Equal(ChartGeometry.Width, geometry.Slots[0].X + geometry.Slots[0].Width, 6);
        Assert.True(geometry.Slots[0].Width < ChartGeometry.Width / 10);
    }

    [Fact]
    public void A_line_breaks_where_buckets_are_missing_and_lone_ones_are_points()
    {
        var geometry = Chart([0, 1, 2, 5, 8, 9, 49]);
        Assert.Equal("M10 50L30 50L50 50M170 50L190 50", geometry.Line(_ => 5, 10));
        Assert.Equal("M110 50h0M990 50h0", geometry.Points(_ => 5, 10));
    }

    [Fact]
    public void A_value_that_is_not_zero_can_be_seen()
    {
        Assert.Equal(0, ChartGeometry.HeightOf(0, 1000));
        Assert.True(ChartGeometry.HeightOf(1, 1_000_000) > 1);
        Assert.Equal(ChartGeometry.Height, ChartGeometry.HeightOf(7, 5));
    }

    private static ChartGeometry Chart(int[] minutes)
    {
        var buckets = minutes.Select(minute => new TraceBucket { Start = Rendering.Now.AddMinutes(minute), Calls = 1 }).ToList();
        return ChartGeometry.Of(new TraceChart(buckets[0].Start, buckets[^1].Start.AddMinutes(1), 60, buckets));
    }
}
