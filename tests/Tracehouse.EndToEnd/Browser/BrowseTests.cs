using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>What a person does at <c>/traces</c>. Every test finds its own traces by a word that nobody else uses, so the order does not matter.</summary>
public sealed class BrowseTests : IAsyncLifetime
{
    private BrowserFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await BrowserFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_first_call_appears_by_itself()
    {
        var page = await _fixture.OpenAsync("/");
        await Expect(page).ToHaveURLAsync(new Regex("/traces$"));
        await Expect(page.GetByText("No traces yet")).ToBeVisibleAsync();
        await Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");

        await _fixture.CallAsync("marigold");
        await Expect(Row(page, "marigold")).ToBeVisibleAsync();
        await Expect(page.GetByText("No traces yet")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_row_arrives_without_reload_and_disturbs_nobody()
    {
        await _fixture.CallAsync("juniper");
        var page = await _fixture.OpenAsync("/traces");
        await Row(page, "juniper").ClickAsync();
        await Expect(page.Locator("#drawer .message")).ToHaveCountAsync(2);
        var address = page.Url;
        await page.EvaluateAsync("document.getElementById('drawer').dataset.kept = 'yes'");
        await Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");

        await _fixture.CallAsync("sorrel");
        await Expect(Row(page, "sorrel")).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(address);
        await Expect(page.Locator("#drawer")).ToHaveAttributeAsync("data-kept", "yes");
        await Expect(Row(page, "juniper")).ToHaveAttributeAsync("aria-current", "true");
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_going_back_undoes_them()
    {
        await _fixture.CallAsync("tamarind one");
        await _fixture.CallAsync("lavender two");
        var page = await _fixture.OpenAsync("/traces");
        await Expect(page.Locator("#rows tr")).ToHaveCountAsync(2);

        await page.Locator("#search").FillAsync("tamarind");
        await Expect(page).ToHaveURLAsync(new Regex(@"/traces\?search=tamarind$"));
        await Expect(page.Locator("#rows tr")).ToHaveCountAsync(1);

        await page.Locator("#menu-status summary").ClickAsync();
        await page.Locator("#menu-status .option").GetByText("success").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?search=tamarind&status=success$"));
        await page.Locator("#menu-model summary").ClickAsync();
        await page.Locator("#menu-model .option").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?search=tamarind&model=[^&]+&status=success$"));
        await Expect(Row(page, "tamarind")).ToBeVisibleAsync();

        await page.GoBackAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?search=tamarind$"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove the filter" })).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove the filter search tamarind" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/traces$"));
        await Expect(page.Locator("#rows tr")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Nothing_that_matches_can_be_cleared()
    {
        await _fixture.CallAsync("anise");
        var page = await _fixture.OpenAsync("/traces?search=zebra");
        await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Clear filters" }).ClickAsync();
        await Expect(Row(page, "anise")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_trace_opens_with_a_click_has_an_address_and_closes_with_escape()
    {
        await _fixture.CallAsync("cardamom for breakfast");
        var page = await _fixture.OpenAsync("/traces?search=cardamom");
        await Row(page, "cardamom").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/traces/[0-9a-f]{32}\?search=cardamom$"));
        await SeePromptAndResponseAsync(page, "cardamom for breakfast");

        await page.ReloadAsync();
        await SeePromptAndResponseAsync(page, "cardamom for breakfast");
        await Expect(Row(page, "cardamom")).ToHaveAttributeAsync("aria-current", "true");

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#drawer")).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/traces\?search=cardamom$"));
    }

    [Fact]
    public async Task The_keyboard_reaches_everything()
    {
        await _fixture.CallAsync("older pepper");
        await _fixture.CallAsync("newer pepper");
        var page = await _fixture.OpenAsync("/traces");
        await Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await SeePromptAndResponseAsync(page, "newer pepper");
        await page.Keyboard.PressAsync("j");
        await SeePromptAndResponseAsync(page, "older pepper");
        await page.Keyboard.PressAsync("k");
        await SeePromptAndResponseAsync(page, "newer pepper");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#drawer")).ToBeHiddenAsync();
        await Expect(Row(page, "newer pepper").Locator(".row-link")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#keys")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("jolly");
        await Expect(page.Locator("#search")).ToHaveValueAsync("jolly");
        await Expect(page).ToHaveURLAsync(new Regex(@"\?search=jolly$"));
    }

    [Fact]
    public async Task A_payload_is_shown_as_text_and_runs_nothing()
    {
        const string evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script> saffron";
        await _fixture.CallAsync(evil);
        var page = await _fixture.OpenAsync("/traces");
        await Row(page, "saffron").ClickAsync();
        await SeePromptAndResponseAsync(page, evil);
        await Expect(page.Locator("#main img, #main script")).ToHaveCountAsync(0);
        await Expect(page).Not.ToHaveTitleAsync("owned");
    }

    [Fact]
    public async Task A_long_text_opens_on_demand()
    {
        var text = string.Join('\n', Enumerable.Range(0, 20_000).Select(line => $"line {line} of a long prompt, which goes on and on"));
        await _fixture.CallAsync(text);
        var page = await _fixture.OpenAsync("/traces");
        await Row(page, "line 0").ClickAsync();
        var prompt = page.Locator("#drawer .role-user .text");
        await Expect(prompt).Not.ToContainTextAsync("line 19999 ");
        await page.Locator("#drawer .role-user .show-all").ClickAsync();
        await Expect(prompt).ToContainTextAsync("line 19999 ");
    }

    [Fact]
    public async Task A_chosen_theme_is_remembered()
    {
        var page = await _fixture.OpenAsync("/traces");
        await page.Locator("#theme").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task The_tabs_of_a_trace_have_addresses()
    {
        await _fixture.CallAsync("thyme");
        var page = await _fixture.OpenAsync("/traces");
        await Row(page, "thyme").ClickAsync();
        await page.Locator("#tab-raw").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?view=raw$"));
        await Expect(page.Locator("#raw")).ToContainTextAsync("\"trace_id\"");
        await page.GoBackAsync();
        await SeePromptAndResponseAsync(page, "thyme");
    }

    [Fact]
    public async Task Everything_can_be_read_without_script()
    {
        await _fixture.CallAsync("fennel");
        var page = await _fixture.OpenAsync("/traces", withScript: false);
        await page.Locator("#search").FillAsync("fennel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.Locator("#rows .row-link").ClickAsync();
        await SeePromptAndResponseAsync(page, "fennel");
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_place()
    {
        var page = await _fixture.OpenAsync("/traces/00000000000000000000000000000000");
        await Expect(page.Locator("#drawer")).ToContainTextAsync("Trace not found");
        await page.GotoAsync(new Uri(new Uri(page.Url), "/traces?status=bogus").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("it must be success, error or timeout");
        await page.GotoAsync(new Uri(new Uri(page.Url), "/nowhere").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing here" })).ToBeVisibleAsync();
    }

    private static ILocator Row(IPage page, string word) => page.Locator("#rows tr").Filter(new() { HasText = word });

    private static async Task SeePromptAndResponseAsync(IPage page, string prompt)
    {
        await Expect(page.Locator("#drawer .role-user .text")).ToHaveTextAsync(prompt);
        await Expect(page.Locator("#drawer .role-assistant .text").Last).Not.ToBeEmptyAsync();
    }
}
