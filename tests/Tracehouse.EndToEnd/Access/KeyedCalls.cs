using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Access;

/// <summary>Requests with a key.</summary>
internal static class KeyedCalls
{
    public static async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(
        this ServerProcess server, string secret, HttpMethod method, string path, string? json = null)
    {
        using var response = await server.SendAsync(new Uri(server.ApiUrl, path), method, json, ("Authorization", $"Bearer {secret}"));
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>A call of the demo model; answers the trace's id.</summary>
    public static async Task<string> CallAsync(this ServerProcess server, string secret, string text)
    {
        using var response = await server.TryCallAsync(secret, text);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.TraceId();
    }

    public static Task<HttpResponseMessage> TryCallAsync(this ServerProcess server, string secret, string text, string model = "demo/echo") => server.SendAsync(
        new Uri(server.GatewayUrl, "v1/chat/completions"), HttpMethod.Post, $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{text}}"}]}""", ("Authorization", $"Bearer {secret}"));

    public static async Task<HttpResponseMessage> SendAsync(this ServerProcess server, Uri url, HttpMethod method, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static Task StoreReadyAsync(this ServerProcess server, string secret) => Eventually.TrueAsync(
        async () => (await server.AskAsync(secret, HttpMethod.Get, "v1/traces?limit=1")).Status == HttpStatusCode.OK, "the store is ready");
}
