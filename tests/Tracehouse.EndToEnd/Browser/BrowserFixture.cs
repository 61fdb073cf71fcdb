using System.Net.Http.Json;
using Microsoft.Playwright;
using Tracehouse.EndToEnd.Support;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>A browser beside a fresh server: what a person has who tries the program.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly ServerProcess _server;
    private readonly ChromiumBrowser _browser;
    private readonly HttpClient _http = new();

    private BrowserFixture(ServerProcess server, ChromiumBrowser browser) => (_server, _browser) = (server, browser);

    public static async Task<BrowserFixture> StartAsync(params string[] settings) => new(await ServerProcess.StartAsync(settings), await ChromiumBrowser.StartAsync());

    internal ServerProcess Server => _server;

    /// <summary>Opens a path of the pages.</summary>
    public Task<IPage> OpenAsync(string path, bool withScript = true) => _browser.OpenAsync(new Uri(_server.ApiUrl, path).AbsoluteUri, withScript);

    /// <summary>Makes a call through the gateway, which the demo model answers.</summary>
    public async Task CallAsync(string prompt, string model = "demo/echo")
    {
        var call = new { model, messages = new[] { new { role = "user", content = prompt } } };
        using var answer = await _http.PostAsJsonAsync(new Uri(_server.GatewayUrl, "/v1/chat/completions"), call);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Brings spans by OpenTelemetry's protocol; afterwards they can be seen.</summary>
    internal async Task SendAsync(AgentRun run)
    {
        foreach (var request in run.TakeRequests())
        {
            using var answer = await _http.PostAsJsonAsync(new Uri(_server.OtlpUrl, "/v1/traces"), request);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
    }
}
