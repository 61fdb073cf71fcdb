using Microsoft.Playwright;

namespace Tracehouse.Benchmarks;

/// <summary>
/// How soon a start is useful, and what an idle server weighs: start to first answered call, to first answered search,
/// and on an empty directory to the first trace on the page of a real browser. Medians; Linux only.
/// </summary>
internal static class StartupBenchmark
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(int rounds)
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-bench-").FullName;
        var (calls, lists, servers, engines) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var seen = await FirstTraceInBrowserAsync(data);
        for (var round = 0; round < rounds; round++)
        {
            using var server = MeasuredServer.Start(data);
            calls.Add((await server.FirstCallAsync()).TotalSeconds);
            lists.Add((await server.FirstListAsync()).TotalSeconds);
            await Task.Delay(Settle);
            var (own, engine) = server.ResidentMegabytes();
            servers.Add(own);
            engines.Add(engine);
        }

        Directory.Delete(data, recursive: true);
        Console.WriteLine("| what | median | min | max |\n| --- | --- | --- | --- |");
        Print("warm start to first answered call (s)", calls);
        Print("warm start to first answered search (s)", lists);
        Print("resident memory of an idle server (MB)", servers);
        Print("resident memory of its engine (MB)", engines);
        Console.WriteLine($"| first start on an empty directory to first trace in a browser (s) | {seen:0.00} | | |");
    }

    private static async Task<double> FirstTraceInBrowserAsync(string data)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("TRACEHOUSE_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
        });
        var page = await browser.NewPageAsync();
        using var server = MeasuredServer.Start(data);
        await server.FirstCallAsync();
        await page.GotoAsync(new Uri(MeasuredServer.Api, "traces?search=hello").OriginalString);
        await page.GetByText("hello").First.WaitForAsync();
        return server.SinceStart.TotalSeconds;
    }

    private static void Print(string what, List<double> values)
    {
        values.Sort();
        Console.WriteLine($"| {what} | {values[values.Count / 2]:0.00} | {values[0]:0.00} | {values[^1]:0.00} |");
    }
}
