using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;
using static Tracehouse.EndToEnd.Browser.AgentRun;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>What a person does on the page of a trace.</summary>
public sealed class TracePageTests(ITestOutputHelper output) : IAsyncLifetime
{
    private BrowserFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await BrowserFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_run_reads_as_the_conversation_that_it_was()
    {
        var run = await SendRunAsync();
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}");
        await Expect(page).ToHaveURLAsync(new Regex(@"\?view=transcript$"));
        await Expect(page.Locator("#transcript .message .role")).ToHaveTextAsync(["system", "user", "assistant", "assistant"]);
        await Expect(page.Locator("#transcript .card").First).ToContainTextAsync("weather");
        await Expect(page.Locator("#transcript .card .card-out").First).ToContainTextAsync("18 degrees");
        await Expect(page.GetByText("Weather in Paris?")).ToHaveCountAsync(1);

        var helper = page.Locator(".card.kind-agent");
        await Expect(helper.GetByText("Is it warm?")).ToHaveCountAsync(0);
        await helper.Locator("summary").ClickAsync();
        await Expect(helper.GetByText("Is it warm?")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keys_move_through_the_tree_and_the_address_keeps_what_is_chosen()
    {
        var run = await SendRunAsync();
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=tree");
        var rows = page.Locator(".tree-row");
        await Expect(rows).ToHaveCountAsync(7);
        foreach (var key in (string[])["j", "j", "j", "Enter"])
        {
            await page.Keyboard.PressAsync(key);
        }

        await Expect(page.Locator("#panel h2")).ToContainTextAsync("chat gpt-4o");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("execute_tool weather");
        await Expect(page).ToHaveURLAsync(new Regex(@"view=tree&span=[0-9a-f]{16}$"));
        await page.Locator("#span-json").ClickAsync();
        await Expect(page.Locator("#raw")).ToContainTextAsync("\"span_id\"");

        await page.ReloadAsync();
        await Expect(page.Locator(".tree-row.is-cursor")).ToContainTextAsync("execute_tool weather");
        await Expect(page.Locator("#span-json")).ToHaveAttributeAsync("aria-current", "true");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#panel")).ToBeHiddenAsync();
        await page.GoBackAsync();
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("execute_tool weather");

        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToHaveAttributeAsync("aria-expanded", "false");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(rows).ToHaveCountAsync(7);
        await page.Keyboard.PressAsync("v");
        await Expect(page.Locator("#transcript")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#keys")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Something_is_found_within_the_trace_and_reached()
    {
        var run = await SendRunAsync();
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=tree");
        await Expect(page.Locator(".tree-row")).ToHaveCountAsync(7);
        await Expect(page.GetByText("are shown (Trees:SpansMax)")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("z");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("warm");
        await Expect(page.Locator("#found")).ToHaveTextAsync("1 found");
        await Expect(page).ToHaveURLAsync(new Regex("q=warm$"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#found")).ToHaveTextAsync("1 of 1");
        await Expect(page.Locator(".tree-row.is-cursor.is-found")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_was_said_runs_nothing()
    {
        const string evil = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        var run = new AgentRun();
        var root = run.Add(null, evil, "invoke_agent", 0, 100);
        run.Chat(root, 1, 50, [Says("user", evil)], Calls("c1", evil, new { evil }));
        run.Tool(root, evil, 60, 20, $$"""{"evil":"<b>x</b>"}""", evil);
        await _fixture.SendAsync(run);
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=transcript");
        await Expect(page.Locator("#transcript .role-user .text")).ToHaveTextAsync(evil);
        await page.Locator("#view-tree").ClickAsync();
        await Expect(page.Locator(".tree-row").First).ToContainTextAsync(evil);
        await page.Locator(".tree-row").First.ClickAsync();
        await Expect(page.Locator("#panel h2")).ToContainTextAsync(evil);
        await Expect(page.Locator("#main img, #main script")).ToHaveCountAsync(0);
        await Expect(page).Not.ToHaveTitleAsync("owned");
    }

    [Fact]
    public async Task A_running_trace_grows_while_one_looks()
    {
        var run = new AgentRun();
        var root = run.Add(null, "invoke_agent runner", "invoke_agent", 0, 100);
        run.Chat(root, 1, 50, [Says("user", "First?")], Says("assistant", "One."));
        await _fixture.SendAsync(run);
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=transcript");
        await Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        run.Chat(root, 200, 50, [Says("user", "First?"), Says("assistant", "One."), Says("user", "Second?")], Says("assistant", "Two."));
        await _fixture.SendAsync(run);
        await Expect(page.GetByText("Two.")).ToBeVisibleAsync();
        await Expect(page.GetByText("First?")).ToHaveCountAsync(1);
        await Expect(page.Locator(".trace-facts")).ToContainTextAsync("200 → 20");
    }

    [Fact]
    public async Task Tens_of_thousands_of_spans_open_and_only_those_in_sight_are_in_the_page()
    {
        var run = new AgentRun();
        var root = run.Add(null, "invoke_agent swarm", "invoke_agent", 0, 33_000);
        while (run.Count < 33_000)
        {
            run.Add(root, $"step {run.Count}", "chat", run.Count, 0.9);
        }

        await _fixture.SendAsync(run);
        var page = await _fixture.OpenAsync("/traces");
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/traces/{run.TraceId}?view=tree").AbsoluteUri);
        await Expect(page.Locator(".tree-row").First).ToContainTextAsync("invoke_agent swarm");
        var times = await page.EvaluateAsync<double[]>(
            "[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.getEntriesByType('resource').find(each => each.name.endsWith('/tree')).responseEnd]");
        output.WriteLine($"33,000 spans: first paint after {times[0]:0} ms, the whole tree after {times[1]:0} ms.");
        Assert.InRange(await page.Locator(".tree-row").CountAsync(), 10, 80);

        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".tree-row.is-cursor")).ToContainTextAsync("step 32999");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".tree-row")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_narrow_screen_has_room_for_all_of_it()
    {
        var run = await SendRunAsync();
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=tree");
        await page.SetViewportSizeAsync(320, 640);
        await Expect(page.Locator(".tree-row")).ToHaveCountAsync(7);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator(".tree-row").Nth(2).ClickAsync();
        await Expect(page.Locator("#panel")).ToBeInViewportAsync();
        await page.Locator("#close-panel").ClickAsync();
        await page.Locator("#view-transcript").ClickAsync();
        await Expect(page.Locator("#transcript .role-user .text").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Drawer_leads_to_the_page_and_the_session_to_its_traces()
    {
        var run = await SendRunAsync();
        var page = await _fixture.OpenAsync("/traces");
        await page.Locator("#rows tr").Filter(new() { HasText = "invoke_agent planner" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?view=conversation$"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Open trace" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($@"/traces/{run.TraceId}\?view=transcript"));
        await page.GetByRole(AriaRole.Link, new() { Name = "tea time" }).ClickAsync();
        await Expect(page.Locator(".thread > li")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "ada" }).ClickAsync();
        await Expect(page.Locator(".group-table").First).ToContainTextAsync("tea time");
        await page.Locator(".group-table").Last.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator("#trace-head h1")).ToHaveTextAsync("invoke_agent planner");
    }

    [Fact]
    public async Task Everything_can_be_read_without_script()
    {
        var run = await SendRunAsync();
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=tree", withScript: false);
        await page.GetByRole(AriaRole.Link, new() { Name = "execute_tool weather" }).ClickAsync();
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("execute_tool weather");
        await page.Locator("#view-transcript").ClickAsync();
        await Expect(page.Locator("#transcript .role-user .text").First).ToHaveTextAsync("Weather in Paris?");
    }

    [Fact]
    public async Task A_trace_or_span_that_is_not_there_is_said_to_be_not_there()
    {
        var run = await SendRunAsync();
        var page = await _fixture.OpenAsync("/traces/00000000000000000000000000000000?view=tree");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Trace not found" })).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/traces/{run.TraceId}?view=tree&span=nope").AbsoluteUri);
        await Expect(page.Locator("#panel")).ToContainTextAsync("Span not found");
        await page.GotoAsync(new Uri(new Uri(page.Url), "/sessions/nobody").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Session not found" })).ToBeVisibleAsync();
    }

    /// <summary>Seven spans: an agent, a wrapper, two calls, a tool, and a helper with a call of its own.</summary>
    private async Task<AgentRun> SendRunAsync()
    {
        var run = new AgentRun();
        object[] start = [Says("system", "Be kind."), Says("user", "Weather in Paris?")];
        var call = Calls("c1", "weather", new { city = "Paris" });
        var root = run.Add(null, "invoke_agent planner", "invoke_agent", 0, 1_000, ("session.id", "tea time"), ("user.id", "ada"));
        var step = run.Add(root, "step", "chain", 1, 900);
        run.Chat(step, 2, 300, start, call);
        run.Tool(step, "weather", 310, 50, """{"city":"Paris"}""", "18 degrees");
        var helper = run.Add(step, "invoke_agent helper", "invoke_agent", 400, 100);
        run.Chat(helper, 401, 90, [Says("user", "Is it warm?")], Says("assistant", "Rather."));
        run.Chat(step, 600, 200, [.. start, call, Answers("c1", "18 degrees")], Says("assistant", "Sunny."));
        await _fixture.SendAsync(run);
        return run;
    }
}
