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
        await page.Locator("#new-key").GetByLabel("Name").FillAsync("mine");
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
        await page.Locator("#new-key").GetByLabel("Name").FillAsync("theirs <b>");
        await page.Locator("#new-key").GetByLabel("USD per day").FillAsync("2.5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var theirs = page.Locator("#key-rows tr").Filter(new() { HasText = "theirs <b>" });
        await Expect(theirs).ToContainTextAsync("$2.5/day");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(theirs).ToContainTextAsync("revoked");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync(new Uri(new Uri(page.Url), "/keys").AbsoluteUri);
        await Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
    }

    [Fact]
    public async Task Somebody_edits_a_key_with_the_keyboard_alone()
    {
        const string secret = "th-sk-of-the-settings";
        await using var fixture = await BrowserFixture.StartAsync("--Keys:0:Secret", secret);
        var page = await fixture.OpenAsync("/keys");
        await page.GetByLabel("Secret key").FillAsync(secret);
        await page.Keyboard.PressAsync("Enter");
        var made = page.Locator("#new-key");
        await made.GetByLabel("Name").FillAsync("theirs");
        await made.GetByLabel("Expires").FillAsync("2099-05-06T07:08");
        await page.Keyboard.PressAsync("Enter");
        var row = page.Locator("#key-rows tr").Filter(new() { HasText = "theirs" });

        var edit = row.GetByRole(AriaRole.Button, new() { Name = "Edit: theirs" });
        await edit.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Edit theirs" });
        await Expect(dialog.GetByLabel("Name")).ToBeFocusedAsync();
        await Expect(dialog.GetByLabel("Name")).ToHaveValueAsync("theirs");
        await Expect(dialog.GetByLabel("Expires")).ToHaveValueAsync("2099-05-06T07:08");
        Assert.Equal(
            ["name", "daily_budget_usd", "monthly_budget_usd", "requests_per_minute", "tokens_per_minute", "allowed_models", "expires_at", "role", "may_trace_full", "Save", "Cancel"],
            await StopsOfTabAsync(page));

        // What is wrong is said at its field, which has the focus then.
        var daily = dialog.GetByLabel("USD per day");
        await daily.FillAsync("2,5");
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog.Locator("#edit-daily_budget_usd-fault")).ToHaveTextAsync("daily_budget_usd must be a number from 0, or null.");
        await Expect(daily).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(daily).ToBeFocusedAsync();

        await daily.FillAsync("2.5");
        await dialog.GetByLabel("Models").FillAsync("gpt-4o*, demo/*");
        await dialog.GetByLabel("Role").FocusAsync();
        await page.Keyboard.TypeAsync("call");
        await dialog.GetByLabel("Tokens per minute").FillAsync("9000");
        await page.Keyboard.PressAsync("Enter");
        await Expect(row).ToContainTextAsync("$2.5/day · 9000 tokens/min · gpt-4o*, demo/*");
        await Expect(row).ToContainTextAsync("call-only");
        await Expect(row).ToContainTextAsync("active until");
        await Expect(edit).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await daily.FillAsync("7");
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(daily).ToHaveValueAsync("2.5");
        await daily.FillAsync("");
        await page.Keyboard.PressAsync("Enter");
        await Expect(row).Not.ToContainTextAsync("/day");
        await Expect(row).ToContainTextAsync("9000 tokens/min");
    }

    /// <summary>The names of what Tab reaches in the open dialog, from where it is to where it begins anew; a field for a time has several stops.</summary>
    private static async Task<List<string>> StopsOfTabAsync(IPage page)
    {
        var stops = new List<string>();
        while (stops.Count < 30)
        {
            var stop = await page.EvaluateAsync<string>("document.activeElement === document.body ? '' : document.activeElement.name || document.activeElement.textContent");
            if (stops.Count > 0 && stop == stops[^1])
            {
                await page.Keyboard.PressAsync("Tab");
                continue;
            }

            if (stop.Length == 0 || stops.Contains(stop))
            {
                break;
            }

            stops.Add(stop);
            await page.Keyboard.PressAsync("Tab");
        }

        return stops;
    }
}
