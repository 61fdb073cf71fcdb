using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>What a person does at <c>/keys</c> and <c>/sign-in</c>.</summary>
public sealed class KeysPageTests
{
    [Fact]
    public async Task Somebody_makes_the_first_key_signs_in_with_it_and_manages_others()
    {
        await using var fixture = await BrowserFixture.StartAsync();
        await fixture.CallAsync("rosemary");
        var page = await fixture.OpenAsync("/keys");
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.GetByLabel("Name").FillAsync("mine");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Expect(page.Locator("#new-secret pre")).ToHaveTextAsync(new Regex("^th-sk-[0-9a-f]{64}$"));
        var secret = await page.Locator("#new-secret pre").InnerTextAsync();

        await page.GotoAsync(new Uri(new Uri(page.Url), "/traces?search=rosemary").AbsoluteUri);
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
        await page.GetByLabel("Secret key").FillAsync("th-sk-wrong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");
        await page.GetByLabel("Secret key").FillAsync(secret);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/traces\?search=rosemary$"));
        await Expect(page.Locator("#rows tr")).ToHaveCountAsync(1);
        await Expect(page.Locator(".side-project")).ToContainTextAsync("default");

        await page.GetByRole(AriaRole.Link, new() { Name = "API keys" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("theirs <b>");
        await page.GetByLabel("USD per day").FillAsync("2.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var theirs = page.Locator("#key-rows tr").Filter(new() { HasText = "theirs <b>" });
        await Expect(theirs).ToContainTextAsync("$2.5/day");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(theirs).ToContainTextAsync("revoked");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(new Uri(new Uri(page.Url), "/keys").AbsoluteUri);
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
    }
}
