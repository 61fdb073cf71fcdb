using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>What a person does with datasets.</summary>
public sealed class DatasetPagesTests
{
    [Fact]
    public async Task Somebody_adds_a_call_to_a_new_dataset_corrects_it_and_removes_it()
    {
        await using var fixture = await BrowserFixture.StartAsync();
        await fixture.CallAsync("what is <b>1+1</b>?");
        var page = await fixture.OpenAsync("/datasets");
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await Expect(page.GetByText("A dataset is a collection of examples")).ToBeVisibleAsync();

        await page.GotoAsync(new Uri(new Uri(page.Url), "/traces").AbsoluteUri);
        await page.Locator("tbody tr a").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add to dataset" }).ClickAsync();
        await page.GetByLabel("Dataset", new() { Exact = true }).FillAsync("sums");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Link, new() { Name = "sums" }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("sums");
        await Expect(page.Locator("#dataset-items > li")).ToContainTextAsync("what is <b>1+1</b>?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await page.GetByLabel("Text, or JSON").FillAsync("two");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[data-expected]")).ToHaveTextAsync("two");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^From trace") }).ClickAsync();
        await Expect(page.Locator("#trace-head").GetByRole(AriaRole.Button, new() { Name = "Add to dataset" })).ToBeVisibleAsync();

        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByText("It has no items yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete dataset" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/datasets$"));
        await page.GetByLabel("Name").FillAsync("made here");
        await page.GetByRole(AriaRole.Button, new() { Name = "New dataset" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("made here");
    }
}
