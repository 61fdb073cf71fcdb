using System.Globalization;
using Tracehouse.Ui.Formatting;
using Xunit;

namespace Tracehouse.Tests.Ui;

public sealed class FormattingTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData("0", "$0")]
    [InlineData("0.0000012", "$0.0000012")]
    [InlineData("0.00068", "$0.00068")]
    [InlineData("0.00567", "$0.0057")]
    [InlineData("0.44", "$0.4400")]
    [InlineData("12.5", "$12.50")]
    [InlineData("12345.6", "$12,346")]
    public void A_price_says_what_it_can_and_an_unknown_one_is_never_zero(string? dollars, string expected) =>
        Assert.Equal(expected, Quantity.Cost(dollars is null ? null : decimal.Parse(dollars, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 ms")]
    [InlineData(0.42, "0.4 ms")]
    [InlineData(12.3, "12 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.00 s")]
    [InlineData(12_340.0, "12.34 s")]
    [InlineData(59_999.0, "1 m 00 s")]
    [InlineData(125_000.0, "2 m 05 s")]
    [InlineData(7_500_000.0, "2 h 05 m")]
    public void A_duration_has_the_unit_that_fits(double? milliseconds, string expected) => Assert.Equal(expected, Quantity.Duration(milliseconds));

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1_234, "1.2k")]
    [InlineData(999_960, "1M")]
    [InlineData(12_000_000, "12M")]
    public void A_count_can_be_short(long value, string expected) => Assert.Equal(expected, Quantity.Short(value));

    [Fact]
    public void A_number_is_grouped() => Assert.Equal("1,234,567", Quantity.Number(1_234_567));

    [Theory]
    [InlineData(1, "now")]
    [InlineData(42, "42 s ago")]
    [InlineData(150, "2 min ago")]
    [InlineData(7_300, "2 h ago")]
    [InlineData(200_000, "2 d ago")]
    [InlineData(864_000, "2026-04-08")]
    public void An_age_has_the_unit_that_fits(int seconds, string expected) => Assert.Equal(expected, Moment.Ago(Rendering.Now.AddSeconds(-seconds), Rendering.Now));

    [Fact]
    public void A_moment_keeps_its_fraction_in_an_address() =>
        Assert.Equal("2026-04-18T12:00:00.125Z", Moment.Iso(Rendering.Now.AddMilliseconds(125).ToOffset(TimeSpan.FromHours(2))));
}
