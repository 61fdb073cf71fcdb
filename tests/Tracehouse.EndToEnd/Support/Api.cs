using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Tracehouse.EndToEnd.Support;

/// <summary>Calls of the gateway and the REST API, as a user makes them.</summary>
internal static class Api
{
    public static async Task<HttpResponseMessage> ChatAsync(
        this ServerProcess server, string text, string model = "demo/echo", bool stream = false, string metadata = "{}")
    {
        var body = $$"""{"model": "{{model}}", "stream": {{(stream ? "true" : "false")}}, "messages": [{"role": "user", "content": "{{text}}"}], "metadata": {{metadata}}}""";
        return await server.Http.PostAsync(
            new Uri(server.GatewayUrl, "v1/chat/completions"), new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            TestContext.Current.CancellationToken);
    }

    public static string TraceId(this HttpResponseMessage response) => response.Headers.GetValues("x-tracehouse-trace-id").Single();

    public static async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(this ServerProcess server, string path)
    {
        using var response = await server.Http.GetAsync(new Uri(server.ApiUrl, path), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>One trace, which must be there.</summary>
    public static async Task<JsonElement> TraceAsync(this ServerProcess server, string id)
    {
        var (status, trace) = await server.GetAsync($"v1/traces/{id}");
        Assert.Equal(HttpStatusCode.OK, status);
        return trace;
    }

    /// <summary>Every trace there is, by paging through the list.</summary>
    public static async Task<List<string>> AllTraceIdsAsync(this ServerProcess server)
    {
        var ids = new List<string>();
        while (true)
        {
            var (status, page) = await server.GetAsync($"v1/traces?limit=1000&offset={ids.Count}");
            Assert.Equal(HttpStatusCode.OK, status);
            ids.AddRange(page.GetProperty("traces").EnumerateArray().Select(trace => trace.GetProperty("request_id").GetString()!));
            if (!page.GetProperty("has_more").GetBoolean())
            {
                return ids;
            }
        }
    }
}
