using Tracehouse.Gateway.Pricing;
using Tracehouse.Records;
using Tracehouse.Ui.Prices;
using Xunit;

namespace Tracehouse.Tests.Ui;

/// <summary>The list of prices and the form for one.</summary>
public sealed class PricesRenderingTests
{
    private static readonly ListedPrice Listed = new("openai", "m<1>", "package", "p 1")
    {
        Figures = new Dictionary<string, decimal> { ["input_usd_per_million"] = 2.50m, ["web_search_usd"] = 0.01m },
        Tiers = new Dictionary<string, IReadOnlyList<PriceTier>> { ["input_usd_per_million"] = [new PriceTier(200_000, 5)] },
        NotCounted = ["audio_hours"],
    };

    [Fact]
    public async Task A_line_shows_what_is_known_and_a_dash_for_what_is_not()
    {
        var html = await Rendering.RenderAsync<PriceRows>(("Prices", new[] { Listed, Listed with { Source = "api" } }));
        Assert.Contains("<td class=\"number\">$2.5</td>\n          <td class=\"number\">–</td>", System.Net.WebUtility.HtmlDecode(html).ReplaceLineEndings("\n"));
        Assert.Contains("web search $0.01, more above 200,000 tokens, audio_hours is not counted", html);
        Assert.Contains("m&lt;1&gt;", html);
        Assert.Contains("/prices/edit?provider=openai&amp;model=m%3C1%3E", html);
        Assert.Contains("own</span>", html);
    }

    [Fact]
    public async Task The_form_has_every_figure_and_a_way_back_only_from_a_price_made_through_the_api()
    {
        var html = await Rendering.RenderAsync<PricePage>(("Provider", "openai"), ("Model", "m"), ("Price", Listed));
        Assert.Contains("name=\"input_usd_per_million\" value=\"2.5\"", html);
        Assert.DoesNotContain("price-back", html);
        Assert.Contains("price-back", await Rendering.RenderAsync<PricePage>(("Provider", "openai"), ("Model", "m"), ("Price", Listed with { Source = "api" })));
    }

    [Fact]
    public void The_form_and_the_api_have_the_same_figures()
    {
        var figures = typeof(PriceFigures).GetProperties().Select(property => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        Assert.Equal(figures, PriceField.All.Select(field => field.Name));
    }
}
