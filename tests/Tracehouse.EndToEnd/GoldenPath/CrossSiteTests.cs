using System.Net;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>What a browser may do for a web page, at each of the three addresses that answer without sign-in.</summary>
public sealed class CrossSiteTests(SharedServer shared)
{
    [Theory]
    [InlineData(false, "Origin", "https://evil.example")]
    [InlineData(false, "Origin", "null")]
    [InlineData(false, "Sec-Fetch-Site", "cross-site")]
    [InlineData(false, "Host", "evil.example")]
    [InlineData(true, "Origin", "http://localhost:3000")]
    [InlineData(true, "Sec-Fetch-Site", "same-origin")]
    [InlineData(true, "Host", "localhost")]
    [InlineData(true, "Host", "[::1]:8080")]
    [InlineData(true, "User-Agent", "curl/8")]
    public async Task Only_pages_of_this_machine_may_call(bool isAllowed, string header, string value)
    {
        var expected = isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
        Assert.Equal(expected, await AskAsync(HttpMethod.Post, new Uri(shared.Server.GatewayUrl, "v1/chat/completions"), Call, header, value));
        Assert.Equal(expected, await AskAsync(HttpMethod.Get, new Uri(shared.Server.ApiUrl, "v1/traces?limit=1"), null, header, value));
        Assert.Equal(expected, await AskAsync(HttpMethod.Post, shared.EngineUrl, "SELECT 1", header, value));
    }

    [Fact]
    public async Task A_link_from_another_site_opens_the_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(shared.Server.ApiUrl, "traces"));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", "navigate");
        request.Headers.Add("Sec-Fetch-Dest", "document");
        using var response = await shared.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_host_that_is_allowed_opens_the_doors_and_closes_none()
    {
        await using var server = await ServerProcess.StartAsync("--Api:AllowedHosts", "traces.example");
        foreach (var host in new[] { "traces.example", "localhost", "127.0.0.1" })
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Get, new Uri(server.ApiUrl, "health"), null, "Host", host));
        }
    }

    [Fact]
    public async Task Pages_of_an_allowed_origin_reach_the_gateway_and_nothing_else()
    {
        await using var server = await ServerProcess.StartAsync("--Gateway:AllowedOrigins", "https://app.example.com");
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Post, new Uri(server.GatewayUrl, "v1/chat/completions"), Call, "Origin", "https://app.example.com"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(HttpMethod.Post, new Uri(server.GatewayUrl, "v1/chat/completions"), Call, "Origin", "https://other.example.com"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(HttpMethod.Get, new Uri(server.ApiUrl, "v1/traces?limit=1"), null, "Origin", "https://app.example.com"));
    }

    private const string Call = """{"model": "demo/echo", "messages": [{"role": "user", "content": "cross-site"}]}""";

    private async Task<HttpStatusCode> AskAsync(HttpMethod method, Uri url, string? body, string header, string value)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : new StringContent(body) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await shared.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
