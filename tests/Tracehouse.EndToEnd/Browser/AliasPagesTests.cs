using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>What a person does at <c>/aliases</c>.</summary>
public sealed class AliasPagesTests
{
    [Fact]
    public async Task Somebody_makes_an_alias_calls_it_changes_it_and_removes_it()
    {
        await using var fixture = await BrowserFixture.StartAsync();
        var page = await fixture.OpenAsync("/traces");
        await page.GetByRole(AriaRole.Link, new() { Name = "Aliases" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "New alias" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("quick");
        await page.GetByLabel("What it says").FillAsync("""{"targets": [{"model": "demo/echo", "weight": -1}]}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("targets[0].weight");

        await page.GetByLabel("What it says").FillAsync("""{"targets": [{"model": "demo/echo"}]}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/aliases$"));
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("demo/echo");
        await fixture.CallAsync("hello", "quick");
        await page.ReloadAsync();
        await Expect(page.Locator("tbody tr")).ToContainTextAsync("0 %");

        await page.GetByRole(AriaRole.Link, new() { Name = "quick" }).ClickAsync();
        await Expect(page.GetByLabel("What it says")).ToHaveValueAsync(new Regex("\"model\": \"demo/echo\""));
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("There is none yet.")).ToBeVisibleAsync();
    }
}
