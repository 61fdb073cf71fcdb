using System.Net;
using System.Text.Json;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>The endpoints that clients of OpenTracy's engine know besides those for models.</summary>
public sealed class OpenTracyEndpointsTests
{
    private const string Hello = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task Metrics_count_calls_by_provider_and_model_until_they_are_reset()
    {
        await using var host = await GatewayHost.StartAsync(("Metrics:SamplesMax", "16"));
        for (var i = 0; i < 20; i++)
        {
            (await host.PostAsync(Hello)).Dispose();
        }

        host.Upstream.Answer = UpstreamAnswers.Json(500, "{}");
        (await host.PostAsync(Hello)).Dispose();
        (await host.PostAsync(Hello, ("X-Opentracy-Trace", "off"))).Dispose();

        var metrics = await GetAsync(host, "/v1/metrics");
        Assert.Equal((21, 1), (metrics.GetProperty("total_requests").GetInt32(), metrics.GetProperty("total_errors").GetInt32()));
        Assert.Equal(20 * 1000, metrics.GetProperty("total_tokens_in").GetInt32());
        Assert.True(metrics.GetProperty("p50_latency_ms").GetDouble() > 0);
        Assert.True(metrics.GetProperty("p99_latency_ms").GetDouble() >= metrics.GetProperty("p50_latency_ms").GetDouble());
        var model = metrics.GetProperty("by_model").GetProperty("gpt-4o-mini");
        Assert.Equal(21, model.GetProperty("requests").GetInt32());
        Assert.Equal(1, model.GetProperty("error_types").GetProperty("upstream_error").GetInt32());
        Assert.Equal(metrics.GetProperty("total_cost_usd").GetDecimal(), metrics.GetProperty("by_provider").GetProperty("openai").GetProperty("total_cost_usd").GetDecimal());

        var recent = await GetAsync(host, "/v1/metrics/recent?n=2");
        Assert.Equal([false, true], recent.EnumerateArray().Select(call => call.GetProperty("is_error").GetBoolean()));
        Assert.Equal(21, (await GetAsync(host, "/stats")).GetProperty("model_selections").GetProperty("gpt-4o-mini").GetInt32());

        Assert.Equal("metrics reset", (await PostAsync(host, "/v1/metrics/reset")).GetProperty("message").GetString());
        Assert.Equal(0, (await GetAsync(host, "/v1/metrics")).GetProperty("total_requests").GetInt32());
    }

    [Fact]
    public async Task Cache_tells_what_it_holds_and_forgets_it()
    {
        await using var host = await GatewayHost.StartAsync();
        (await host.PostAsync(Hello, ("X-OpenTracy-Cache-Ttl", "9"))).Dispose();
        (await host.PostAsync(Hello, ("X-OpenTracy-Cache-Ttl", "9"))).Dispose();
        var cache = await GetAsync(host, "/v1/cache");
        Assert.Equal((1, 1, 1, 0.5), (cache.GetProperty("entries").GetInt32(), cache.GetProperty("hits").GetInt32(), cache.GetProperty("misses").GetInt32(), cache.GetProperty("hit_rate").GetDouble()));
        Assert.Equal("cache cleared", (await PostAsync(host, "/v1/cache/clear")).GetProperty("message").GetString());
        Assert.Equal(0, (await GetAsync(host, "/v1/cache")).GetProperty("size").GetInt32());
    }

    [Theory]
    [InlineData("""{"prompt":"Hi"}""", 503, "router_not_ready")]
    [InlineData("""{"embedding":[0.1],"cost_weight":0.5}""", 503, "router_not_ready")]
    [InlineData("{}", 400, "invalid_request")]
    [InlineData("""{"prompt":""}""", 400, "invalid_request")]
    [InlineData("not json", 400, "invalid_request")]
    public async Task Route_answers_as_documented_and_leaves_no_trace(string body, int status, string code)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.SendAsync("/v1/route", body);
        Assert.Equal(status, (int)response.StatusCode);
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop)).RootElement;
        Assert.Equal(code, json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(0, host.Sink.Count);
    }

    [Fact]
    public async Task Models_are_listed_for_both_kinds_of_clients()
    {
        await using var host = await GatewayHost.StartAsync();
        var list = await GetAsync(host, "/v1/models");
        var model = list.GetProperty("models").EnumerateArray().Single(each => each.GetProperty("model_id").GetString() == "openai/gpt-4o-mini");
        Assert.Equal(0.000375m, model.GetProperty("cost_per_1k_tokens").GetDecimal());
        Assert.Equal(list.GetProperty("data").GetArrayLength(), list.GetProperty("models").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, list.GetProperty("default_model").ValueKind);
    }

    [Fact]
    public async Task Pages_of_an_allowed_origin_may_call_and_read_the_headers()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:AllowedOrigins", "https://app.example.com; http://localhost:5173"));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/chat/completions");
        preflight.Headers.Add("Origin", "https://app.example.com");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,x-opentracy-session-id");
        using var allowed = await host.Client.SendAsync(preflight, GatewayHost.Stop);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("authorization,x-opentracy-session-id", allowed.Headers.GetValues("Access-Control-Allow-Headers").Single());

        host.Upstream.Answer = UpstreamAnswers.Json(200, UpstreamAnswers.Completion, ("Access-Control-Allow-Origin", "*"));
        using var answer = await host.PostAsync(Hello, ("Origin", "https://app.example.com"));
        Assert.Equal("https://app.example.com", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("X-OpenTracy-Trace-Id", answer.Headers.GetValues("Access-Control-Expose-Headers").Single());
        using var failed = await host.PostAsync("{}", ("Origin", "https://app.example.com"));
        Assert.Equal("https://app.example.com", failed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        using var other = await host.PostAsync("{}", ("Origin", "https://evil.example.com"));
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static async Task<JsonElement> GetAsync(GatewayHost host, string path) =>
        JsonDocument.Parse(await host.Client.GetStringAsync(path, GatewayHost.Stop)).RootElement;

    private static async Task<JsonElement> PostAsync(GatewayHost host, string path)
    {
        using var response = await host.SendAsync(path, "");
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop)).RootElement;
    }
}
