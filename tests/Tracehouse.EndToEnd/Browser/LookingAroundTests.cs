using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Ingest;
using Tracehouse.EndToEnd.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;
using static Tracehouse.EndToEnd.Browser.AgentRun;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>What a person does who looks for something in many traces.</summary>
public sealed class LookingAroundTests : IAsyncLifetime
{
    private BrowserFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await BrowserFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Every_trace_of_real_clients_opens_and_reads_as_something()
    {
        foreach (var request in Directory.EnumerateFiles(CorpusRequest.Folder, "expected.json", SearchOption.AllDirectories)
            .SelectMany(file => CorpusRequest.Of(Path.GetRelativePath(CorpusRequest.Folder, Path.GetDirectoryName(file)!))))
        {
            await request.SendAsync(_fixture.Server, isPacked: false);
        }

        var page = await _fixture.OpenAsync("/traces");
        var faults = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") { faults.Add($"{page.Url}: {message.Text}"); } };
        page.PageError += (_, message) => faults.Add($"{page.Url}: {message}");
        var ids = await _fixture.Server.AllTraceIdsAsync();
        Assert.True(ids.Count > 50, $"{ids.Count} traces");
        foreach (var id in ids)
        {
            await page.GotoAsync(new Uri(_fixture.Server.ApiUrl, $"/traces/{id}?view=transcript").AbsoluteUri);
            await Expect(page.Locator("#transcript")).ToHaveTextAsync(new Regex(@"\S"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public async Task All_that_was_said_is_found_and_the_drawer_lists_the_spans()
    {
        var run = await SendAsync("ada", "tea time");
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=tree&q=needle");
        await Expect(page.Locator("#found")).ToHaveTextAsync("1 found");
        await Expect(page.Locator(".tree-row.is-found")).ToContainTextAsync("chat gpt-4o");

        await page.GotoAsync(new Uri(_fixture.Server.ApiUrl, $"/traces/{run.TraceId}?view=spans").AbsoluteUri);
        await Expect(page.Locator(".span-table tbody tr")).ToHaveCountAsync(2);
        await page.Locator(".span-table").GetByRole(AriaRole.Link, new() { Name = "chat gpt-4o" }).ClickAsync();
        await Expect(page.Locator("#panel h2")).ToContainTextAsync("chat gpt-4o");
    }

    [Fact]
    public async Task Sessions_are_filtered_and_appear_by_themselves()
    {
        await SendAsync("ada", "first talk");
        await SendAsync("bob", "other talk");
        var page = await _fixture.OpenAsync("/sessions?user_id=ada");
        await Expect(page.Locator("#rows tr")).ToHaveCountAsync(1);
        await Expect(page.Locator(".chip")).ToContainTextAsync("ada");
        await Expect(page.Locator("#live")).ToHaveAttributeAsync("data-state", "live");
        await SendAsync("ada", "second talk");
        await Expect(page.Locator("#rows tr")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Session", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/sessions.user_id=ada&sort=-key$"));
        await Expect(page.Locator("#rows tr").First).ToContainTextAsync("second talk");
        await page.GotoAsync(new Uri(_fixture.Server.ApiUrl, "/users?model=none").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing matches" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Traces_show_their_scores_and_sort_by_a_click()
    {
        var cheap = await SendAsync("ada", "one", calls: 1);
        var dear = await SendAsync("ada", "two", calls: 3);
        using (await _fixture.Server.SendAsync(new Uri(_fixture.Server.ApiUrl, "v1/scores"), HttpMethod.Post, $$"""{"trace_id": "{{cheap.TraceId}}", "name": "helpful", "value": 0.75}"""))
        {
            var page = await _fixture.OpenAsync("/traces");
            await Expect(page.Locator($"#rows tr[data-trace='{cheap.TraceId}']")).ToContainTextAsync("0.75");
            await page.Locator("thead").GetByRole(AriaRole.Link, new() { Name = "In", Exact = true }).ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("sort=-tokens_in$"));
            await Expect(page.Locator("#rows tr").First).ToHaveAttributeAsync("data-trace", dear.TraceId);
            await page.Locator("thead").GetByRole(AriaRole.Link, new() { Name = "In", Exact = true }).ClickAsync();
            await Expect(page.Locator("#rows tr").First).ToHaveAttributeAsync("data-trace", cheap.TraceId);
        }
    }

    [Fact]
    public async Task Fingers_zoom_and_pan_the_tree()
    {
        var run = await SendAsync("ada", "touch", calls: 3);
        var page = await _fixture.OpenAsync($"/traces/{run.TraceId}?view=tree");
        await Expect(page.Locator(".tree-row")).ToHaveCountAsync(4);
        var before = await page.Locator(".tree-axis").InnerTextAsync();
        var lane = (await page.Locator(".tree-lane").Nth(1).BoundingBoxAsync())!;
        var touch = await page.Context.NewCDPSessionAsync(page);
        await touch.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true });
        var (y, middle) = (lane.Y + (lane.Height / 2), lane.X + (lane.Width / 2));
        await TouchAsync("touchStart", 20);
        foreach (var apart in (int[])[40, 60, 80, 100])
        {
            await TouchAsync("touchMove", apart);
        }

        await TouchAsync("touchEnd", 0);
        await Expect(page.Locator(".tree-axis")).Not.ToHaveTextAsync(before);

        Task TouchAsync(string type, int apart) => touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = apart == 0 ? Array.Empty<object>() : new object[] { new { x = middle - apart, y, id = 1 }, new { x = middle + apart, y, id = 2 } },
        });
    }

    /// <summary>An agent that says more than a preview holds.</summary>
    private async Task<AgentRun> SendAsync(string user, string session, int calls = 1)
    {
        var run = new AgentRun();
        var root = run.Add(null, "invoke_agent seeker", "invoke_agent", 0, 1_000, ("session.id", session), ("user.id", user));
        for (var call = 0; call < calls; call++)
        {
            run.Chat(root, 1 + (call * 300), 300, [Says("user", new string('x', 400) + " needle in a haystack")], Says("assistant", "Found."));
        }

        await _fixture.SendAsync(run);
        return run;
    }
}
