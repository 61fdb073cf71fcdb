using Microsoft.Playwright;
using Tracehouse.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>What a person sees of a call that did not go straight.</summary>
public sealed class AttemptTests
{
    [Fact]
    public async Task Drawer_tells_who_failed_who_answered_and_that_the_next_answer_was_kept()
    {
        await using var down = await FakeUpstream.StartAsync();
        await using var up = await FakeUpstream.StartAsync();
        down.Answer = UpstreamAnswers.Json(503, """{"error":{"message":"Down for <b>repairs</b>"}}""");
        up.Answer = FakeChatModel.AnswerAsync;
        await using var fixture = await BrowserFixture.StartAsync(
            "--Providers:openai:BaseUrl", down.BaseUrl, "--Providers:openai:ApiKey", "sk-test", "--Providers:backup:BaseUrl", up.BaseUrl,
            "--Aliases:smart:Targets:0:Model", "openai/gpt-4o", "--Aliases:smart:Targets:1:Model", "backup/gpt-4o-mini",
            "--Aliases:smart:TriesPerTarget", "1", "--Aliases:smart:CacheSeconds", "600");
        await fixture.CallAsync("rosemary", "smart");
        var page = await fixture.OpenAsync("/traces");
        await page.Locator("#rows .row-link").ClickAsync();

        var rows = page.GetByRole(AriaRole.Table, new() { Name = "Attempts" }).Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("openai/gpt-4o");
        await Expect(rows.First).ToContainTextAsync("Down for <b>repairs</b>");
        await Expect(rows.First).ToContainTextAsync("503");
        await Expect(rows.Last.Locator("td").First).ToHaveTextAsync("backup/gpt-4o-mini");
        await Expect(rows.Last.Locator("td").Nth(1)).ToHaveTextAsync("used");
        await Expect(Fact(page, "Alias")).ToContainTextAsync("smart");
        await Expect(Fact(page, "Answer")).ToHaveCountAsync(0);

        await fixture.CallAsync("rosemary", "smart");
        await page.GotoAsync(new Uri(new Uri(page.Url), "/traces").AbsoluteUri);
        await page.Locator("#rows .row-link").First.ClickAsync();
        await Expect(Fact(page, "Answer")).ToContainTextAsync("from the response cache");
        await Expect(rows).ToHaveCountAsync(0);
    }

    private static ILocator Fact(IPage page, string name) =>
        page.Locator(".facts > div").Filter(new() { Has = page.GetByRole(AriaRole.Term).GetByText(name, new() { Exact = true }) });
}
