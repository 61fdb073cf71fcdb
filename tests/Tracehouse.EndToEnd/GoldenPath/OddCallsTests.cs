using System.Net;
using System.Net.Http.Headers;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>Calls that go wrong, from the client's request through the store to the REST API and the page.</summary>
public sealed class OddCallsTests(SharedServer shared)
{
    [Fact]
    public async Task An_upstream_that_fails_leaves_a_trace()
    {
        using var answer = await CallAsync("fails", UpstreamAnswers.Json(429, """{"error":{"message":"Slow down","code":"rate_limit_exceeded"}}""", ("Retry-After", "7")));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), answer.Headers.RetryAfter?.Delta);
        await AssertTraceAsync(answer.TraceId(), "error", "upstream_error", 429);
    }

    [Fact]
    public async Task A_stream_that_is_cut_leaves_a_trace_of_what_came()
    {
        var arrived = new TaskCompletionSource();
        using var answer = await CallAsync("is cut", UpstreamAnswers.Cut("text/event-stream", UpstreamAnswers.StreamStart, null, arrived.Task), stream: true);
        arrived.SetResult();
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("[DONE]", body);
        await AssertTraceAsync(answer.TraceId(), "error", "upstream_cut", 200, "Hello");
    }

    [Fact]
    public async Task A_page_instead_of_an_answer_leaves_a_trace()
    {
        using var answer = await CallAsync("gets a page", UpstreamAnswers.Json(200, "<html>Please sign in</html>"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await AssertTraceAsync(answer.TraceId(), "error", "upstream_invalid", 200, "<html>Please sign in</html>");
        await AssertPageShowsAsync(answer.TraceId(), "upstream_invalid");
    }

    [Fact]
    public async Task An_answer_that_breaks_off_leaves_a_trace()
    {
        using var answer = await CallAsync("gets half", UpstreamAnswers.Broken("application/json", UpstreamAnswers.Completion[..100], UpstreamAnswers.Completion.Length));
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        await AssertTraceAsync(answer.TraceId(), "error", "upstream_cut", 200);
        await AssertPageShowsAsync(answer.TraceId(), "upstream_cut");
    }

    [Fact]
    public async Task An_upstream_that_closes_without_a_word_leaves_a_trace()
    {
        using var answer = await CallAsync("gets nothing", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        await AssertTraceAsync(answer.TraceId(), "error", "upstream_cut", null);
        await AssertPageShowsAsync(answer.TraceId(), "upstream_cut");
    }

    [Fact]
    public async Task A_success_that_holds_an_error_leaves_the_trace_of_an_error()
    {
        using var answer = await CallAsync("gets an error", UpstreamAnswers.Json(200, """{"error":{"message":"Quota used up"}}"""));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await AssertTraceAsync(answer.TraceId(), "error", "upstream_error", 200);
        await AssertPageShowsAsync(answer.TraceId(), "Quota used up");
    }

    [Fact]
    public async Task A_client_that_hangs_up_in_mid_stream_leaves_a_trace_and_the_upstream_is_told()
    {
        var hungUp = new TaskCompletionSource();
        var answer = await CallAsync("hangs up", UpstreamAnswers.Stall(UpstreamAnswers.StreamStart, hungUp), stream: true);
        var id = answer.TraceId();
        await using (var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken))
        {
            Assert.NotEqual(0, await body.ReadAsync(new byte[10], TestContext.Current.CancellationToken));
        }

        answer.Dispose();
        await hungUp.Task.WaitAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await shared.Server.GetAsync($"v1/traces/{id}")).Status == HttpStatusCode.OK, "the trace is there");
        await AssertTraceAsync(id, "error", "client_disconnected", 200);
    }

    [Theory]
    [InlineData("not json at all", "invalid_request")]
    [InlineData("""{"model": "openai/gpt-4o-mini"}""", "invalid_request")]
    [InlineData("""{"model": "nowhere/gpt", "messages": [{"role": "user", "content": "hi"}]}""", "model_not_found")]
    public async Task A_request_that_is_refused_leaves_a_trace(string body, string type)
    {
        using var answer = await shared.Server.Http.PostAsync(
            new Uri(shared.Server.GatewayUrl, "v1/chat/completions"), new StringContent(body), TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 400, 404);
        await AssertTraceAsync(answer.TraceId(), "error", type, null);
    }

    [Fact]
    public async Task Half_a_character_and_bytes_that_are_no_text_can_be_read_back()
    {
        using var answer = await CallAsync("""half \ud83d""", UpstreamAnswers.Json(200, UpstreamAnswers.Completion));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var (status, trace) = await shared.Server.GetAsync($"v1/traces/{answer.TraceId()}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("half \ufffd", trace.GetProperty("input_messages")[0].GetProperty("content").GetString());
        using var page = await shared.Server.Http.GetAsync(new Uri(shared.Server.ApiUrl, $"traces/{answer.TraceId()}"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Calls_of_one_trace_of_the_caller_are_found_each_by_its_own_id()
    {
        var trace = $"{Guid.NewGuid():N}";
        foreach (var number in new[] { 1, 2 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shared.Server.GatewayUrl, "v1/chat/completions"))
            {
                Content = new StringContent($$"""{"model": "demo/echo", "messages": [{"role": "user", "content": "sibling {{number}}"}]}"""),
            };
            request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
            using var answer = await shared.Server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var (_, page) = await shared.Server.GetAsync("v1/traces?search=sibling&limit=1");
        Assert.Equal((trace, 2), (page.GetProperty("traces")[0].GetProperty("request_id").GetString(), page.GetProperty("traces")[0].GetProperty("observation_count").GetInt32()));
        var (_, spans) = await shared.Server.GetAsync($"v1/spans?trace_id={trace}");
        Assert.Equal(2, spans.GetProperty("spans").GetArrayLength());
        foreach (var (line, text) in spans.GetProperty("spans").EnumerateArray().Zip(["sibling 2", "sibling 1"]))
        {
            var (_, detail) = await shared.Server.GetAsync($"v1/traces/{trace}-{line.GetProperty("span_id").GetString()}");
            Assert.Equal((text, trace), (detail.GetProperty("input_text").GetString(), detail.GetProperty("trace_id").GetString()));
        }
    }

    private async Task<HttpResponseMessage> CallAsync(string text, Func<Microsoft.AspNetCore.Http.HttpContext, Task> upstream, bool stream = false)
    {
        shared.Upstream.Answer = upstream;
        var body = $$"""{"model": "openai/gpt-4o-mini", "stream": {{(stream ? "true" : "false")}}, "messages": [{"role": "user", "content": "{{text}}"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shared.Server.GatewayUrl, "v1/chat/completions"))
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
        };
        return await shared.Server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private async Task AssertPageShowsAsync(string id, string text)
    {
        var page = await shared.Server.Http.GetStringAsync(new Uri(shared.Server.ApiUrl, $"traces/{id}"), TestContext.Current.CancellationToken);
        Assert.Contains(text, page);
    }

    private async Task AssertTraceAsync(string id, string status, string type, int? httpStatus, string output = "")
    {
        var (code, trace) = await shared.Server.GetAsync($"v1/traces/{id}");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.Equal(status, trace.GetProperty("status").GetString());
        Assert.Equal(type, trace.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(httpStatus?.ToString() ?? "", trace.GetProperty("http_status").ToString());
        Assert.True(trace.GetProperty("latency_ms").GetDouble() > 0);
        if (output.Length > 0)
        {
            Assert.Equal(output, trace.GetProperty("output_text").GetString());
        }
    }
}
