using Microsoft.Playwright;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>The system's Chromium, driven by Playwright, which brings no browser of its own here.</summary>
public sealed class ChromiumBrowser : IAsyncDisposable
{
    private const string Variable = "TRACEHOUSE_CHROMIUM";

    // A busy machine is slow, which is not what these tests are about.
    private const float PatienceMilliseconds = 20_000;

    private static readonly string[] UsualPaths =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private ChromiumBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Throws with the name of the missing package when there is no Chromium.</summary>
    public static async Task<ChromiumBrowser> StartAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        var path = FindPath();
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
        return new ChromiumBrowser(playwright, browser);
    }

    /// <summary>A page with cookies and storage of its own.</summary>
    public async Task<IPage> OpenAsync(string url, bool withScript = true)
    {
        var context = await _browser.NewContextAsync(new()
        {
            JavaScriptEnabled = withScript,
            ViewportSize = new() { Width = 1440, Height = 900 },
            TimezoneId = "UTC",
            Locale = "en-GB",
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(url);
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string FindPath()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : throw new InvalidOperationException($"{Variable} is '{given}', and no file is there.");
        }

        return Array.Find(UsualPaths, File.Exists) ?? throw new InvalidOperationException(
            $"The browser tests need Chromium: install the package chromium (apt-get install chromium), or set {Variable} to the path of one.");
    }
}
