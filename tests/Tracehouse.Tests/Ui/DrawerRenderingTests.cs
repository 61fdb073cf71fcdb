using System.Text.RegularExpressions;
using Tracehouse.Query.Traces;
using Tracehouse.Ui.Traces;
using Xunit;

namespace Tracehouse.Tests.Ui;

/// <summary>What the drawer says of how a call came to its answer.</summary>
public sealed partial class DrawerRenderingTests
{
    [Fact]
    public async Task Every_attempt_is_a_row_and_the_one_whose_answer_was_used_is_marked()
    {
        var html = await RenderAsync(Rendering.Detail() with
        {
            RoutingAlias = "smart",
            Attempts = """
                [{"provider":"openai","model":"gpt-4o","started_after_ms":0,"latency_ms":120,"http_status":503,"error_type":"upstream_error","error_message":"<Down> for repairs","hedge":false},
                 {"provider":"groq","model":"llama","started_after_ms":130,"latency_ms":900,"hedge":false,"used":false},
                 {"provider":"demo","model":"echo","started_after_ms":530,"latency_ms":2100,"http_status":200,"hedge":true,"used":true},
                 {"provider":"demo","model":"echo","started_after_ms":530,"latency_ms":2110,"http_status":200,"hedge":true}]
                """,
        });
        Assert.Equal(
            [
                "|openai/gpt-4o|upstream_error &lt;Down&gt; for repairs|503|0 ms|120 ms",
                "|groq/llama|given up||130 ms|900 ms",
                "used|demo/echo hedge|used|200|530 ms|2.10 s",
                "|demo/echo hedge|given up|200|530 ms|2.11 s",
            ],
            RowsOf(html));
    }

    [Fact]
    public async Task Answer_of_the_last_hope_that_failed_too_is_not_called_used()
    {
        var html = await RenderAsync(Rendering.Detail() with
        {
            Status = "error",
            Attempts = """[{"provider":"demo","model":"echo","started_after_ms":0,"latency_ms":1,"http_status":500,"error_type":"upstream_error","hedge":false,"used":true}]""",
        });
        Assert.Equal(["|demo/echo|upstream_error|500|0 ms|1.0 ms"], RowsOf(html));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public async Task Attempts_that_somebody_else_wrote_otherwise_break_nothing(string attempts) =>
        Assert.DoesNotContain("Attempt", await RenderAsync(Rendering.Detail() with { Attempts = attempts }), StringComparison.Ordinal);

    [Fact]
    public async Task Facts_tell_of_the_cache_the_key_the_alias_and_all_that_was_counted()
    {
        var html = await RenderAsync(Rendering.Detail() with
        {
            IsCached = true,
            KeyId = "k_1",
            RoutingAlias = "smart",
            UsageDetails = new Dictionary<string, long> { ["cache_write"] = 2_000, ["input_audio"] = 0, ["novel_thing"] = 3 },
        });
        var facts = FactsOf(html);
        Assert.Equal("from the response cache", facts["Answer"]);
        Assert.Equal("k_1", facts["API key"]);
        Assert.Equal("smart", facts["Alias"]);
        Assert.Equal("2,000", facts["Cache writes"]);
        Assert.Equal("3", facts["novel_thing"]);
        Assert.DoesNotContain("Audio in", facts.Keys);
    }

    [Fact]
    public async Task What_did_not_happen_takes_no_place()
    {
        var html = await RenderAsync(Rendering.Detail());
        Assert.DoesNotContain("Attempt", html, StringComparison.Ordinal);
        Assert.Equal(["Latency", "Tokens in", "Tokens out", "Cost", "Stream"], FactsOf(html).Keys);
    }

    private static Task<string> RenderAsync(TraceDetail trace) => Rendering.RenderAsync<DrawerFacts>((nameof(DrawerFacts.Trace), trace));

    /// <summary>The class of each row and the words of its cells.</summary>
    private static IEnumerable<string> RowsOf(string html) =>
        from row in Row().Matches(html[html.IndexOf("<tbody", StringComparison.Ordinal)..])
        select string.Join('|', [Class().Match(row.Groups[1].Value).Groups[1].Value, .. Cell().Matches(row.Groups[2].Value).Select(cell => WordsOf(cell.Groups[1].Value))]);

    private static Dictionary<string, string> FactsOf(string html) => Fact().Matches(html).ToDictionary(fact => fact.Groups[1].Value, fact => WordsOf(fact.Groups[2].Value));

    private static string WordsOf(string html) => Space().Replace(Tag().Replace(html, " ").Replace("&#xA;", " ", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex("<tr([^>]*)>(.*?)</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("class=\"([^\"]*)\"")]
    private static partial Regex Class();

    [GeneratedRegex("<td[^>]*>(.*?)</td>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<dt>(.*?)</dt>\\s*<dd[^>]*>(.*?)</dd>", RegexOptions.Singleline)]
    private static partial Regex Fact();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
