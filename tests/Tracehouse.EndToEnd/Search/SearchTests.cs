using System.Net;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Search;

/// <summary>The search API as OpenTracy's documentation describes it, on a store of its own.</summary>
public sealed class SearchTests : IAsyncLifetime
{
    private readonly List<string> _ids = [];
    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync();
        foreach (var (text, model) in new[]
        {
            ("the quick brown fox", "demo/echo"), ("Übergrößenträger über alles", "demo/echo"), ("the lazy dog", "demo/error"), ("a quick dog", "demo/echo"),
        })
        {
            using var response = await _server.ChatAsync(text, model, metadata: """{"tags": ["nightly"]}""");
            _ids.Add(response.TraceId());
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Filters_pages_and_errors_are_as_documented()
    {
        await AssertFindsAsync("", 3, 2, 1, 0);
        await AssertFindsAsync("?model_id=echo", 3, 1, 0);
        await AssertFindsAsync("?model=error", 2);
        await AssertFindsAsync("?provider=demo", 3, 2, 1, 0);
        await AssertFindsAsync("?provider=openai");
        await AssertFindsAsync("?status=error", 2);
        await AssertFindsAsync("?status=success&search=dog", 3);
        await AssertFindsAsync("?search=quick", 3, 0);
        await AssertFindsAsync("?q=FOX+brown", 0);
        await AssertFindsAsync("?search=%C3%9CBERGR%C3%96SSENTR%C3%84GER");
        await AssertFindsAsync("?search=%C3%9CBERGR%C3%96%C3%9FENTR%C3%84GER", 1);
        await AssertFindsAsync("?search=qui");
        await AssertFindsAsync("?search=%27%3B%20DROP%20TABLE%20spans%3B%20--");
        await AssertFindsAsync("?source=gateway", 3, 2, 1, 0);
        await AssertFindsAsync("?source=nightly", 3, 2, 1, 0);
        await AssertFindsAsync("?source=default", 3, 2, 1, 0);
        await AssertFindsAsync("?source=elsewhere");
        await AssertFindsAsync("?tenant_id=default&limit=2", 3, 2);
        await AssertFindsAsync("?tenant_id=other");
        await AssertFindsAsync("?routing_alias=smart");
        await AssertFindsAsync("?limit=2&offset=1", 2, 1);
    }

    [Fact]
    public async Task The_lower_bound_is_inclusive_and_the_upper_one_exclusive()
    {
        var (_, second) = await _server.GetAsync($"v1/traces/{_ids[1]}");
        var at = Uri.EscapeDataString(second.GetProperty("created_at").GetString()!);
        await AssertFindsAsync($"?start_date={at}", 3, 2, 1);
        await AssertFindsAsync($"?end_date={at}", 0);
        await AssertFindsAsync($"?since={at}&until={at}");
    }

    [Fact]
    public async Task A_page_says_how_many_there_are_and_whether_more_follow()
    {
        var (_, page) = await _server.GetAsync("v1/traces?limit=3");
        Assert.Equal((4, true), (page.GetProperty("total").GetInt32(), page.GetProperty("has_more").GetBoolean()));
        (_, page) = await _server.GetAsync("v1/traces?limit=3&offset=3");
        Assert.Equal((4, false), (page.GetProperty("total").GetInt32(), page.GetProperty("has_more").GetBoolean()));
        var names = page.GetProperty("traces")[0].EnumerateObject().Select(property => property.Name);
        Assert.Superset(new HashSet<string>(["cost_usd", "created_at", "latency_ms", "model", "provider", "request_id", "status", "tokens_in", "tokens_out"]), names.ToHashSet());
    }

    [Theory]
    [InlineData("v1/traces?limit=1001", 400, "invalid_request", "limit")]
    [InlineData("v1/traces?start_date=soon", 400, "invalid_request", "start_date")]
    [InlineData("v1/traces?colour=red", 400, "invalid_request", "colour")]
    [InlineData("v1/traces/t_af91", 404, "trace_not_found", "t_af91")]
    [InlineData("v1/nothing", 404, "not_found", "/v1/nothing")]
    public async Task What_cannot_be_answered_is_said_in_the_documented_shape(string path, int status, string code, string word)
    {
        var (actual, body) = await _server.GetAsync(path);
        Assert.Equal((HttpStatusCode)status, actual);
        Assert.Equal(["error"], body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["code", "message"], body.GetProperty("error").EnumerateObject().Select(property => property.Name));
        Assert.Equal(code, body.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains(word, body.GetProperty("error").GetProperty("message").GetString());
    }

    private async Task AssertFindsAsync(string query, params int[] expected)
    {
        var (status, page) = await _server.GetAsync($"v1/traces{query}");
        Assert.True(status == HttpStatusCode.OK, $"{query}: {page}");
        var found = page.GetProperty("traces").EnumerateArray().Select(trace => _ids.IndexOf(trace.GetProperty("request_id").GetString()!));
        Assert.True(expected.SequenceEqual(found), $"{query} found {string.Join(", ", found)}, not {string.Join(", ", expected)}");
    }
}
