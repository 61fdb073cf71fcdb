using System.Net.Http.Json;
using Microsoft.Playwright;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>A browser beside a fresh server: what a person has who tries the program.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private readonly BrowsedServer _server;
    private readonly ChromiumBrowser _browser;
    private readonly HttpClient _http = new();

    private BrowserFixture(BrowsedServer server, ChromiumBrowser browser) => (_server, _browser) = (server, browser);

    /// <summary>Takes the server over and ends it with itself.</summary>
    public static async Task<BrowserFixture> StartAsync(BrowsedServer server)
    {
        try
        {
            return new BrowserFixture(server, await ChromiumBrowser.StartAsync());
        }
        catch
        {
            await server.Process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a path of the pages.</summary>
    public Task<IPage> OpenAsync(string path, bool withScript = true) => _browser.OpenAsync(new Uri(_server.ApiUrl, path).AbsoluteUri, withScript);

    /// <summary>Makes a call through the gateway, which the demo model answers.</summary>
    public async Task CallAsync(string prompt, string model = "demo/echo")
    {
        var call = new { model, messages = new[] { new { role = "user", content = prompt } } };
        using var answer = await _http.PostAsJsonAsync(new Uri(_server.GatewayUrl, "/v1/chat/completions"), call);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _browser.DisposeAsync();
        await _server.Process.DisposeAsync();
    }
}
