using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.OpenTracy;

/// <summary>What OpenTracy's SDK and pages ask for, on a server of its own with two keys.</summary>
public sealed class OpenTracyDoorTests
{
    private const string One = "th-sk-one-planted-0123456789";
    private const string Two = "th-sk-two-planted-0123456789";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Traces_datasets_and_analytics_work_and_keep_to_their_project()
    {
        await using var server = await ServerProcess.StartAsync(
            "--Keys:0:Project", "one", "--Keys:0:Secret", One, "--Keys:1:Project", "two", "--Keys:1:Secret", Two, "--Vendors:OpenTracy:BodyBytesMax", "5000000");
        await Eventually.TrueAsync(async () => (await AskAsync(server, One, HttpMethod.Get, "v1/traces?limit=1")).Status == HttpStatusCode.OK, "the store is ready");

        var (status, sent) = await AskAsync(server, One, HttpMethod.Post, "v1/traces", """
            {"traces": [{"request_id": "a-1", "input": "hi", "output": "ho", "model": "m", "provider": "p", "tokens_in": 4, "tokens_out": 2, "cost_usd": 0.5, "latency_ms": 100},
                        {"request_id": "a-2", "input": "hi", "model": "m", "is_error": true, "latency_ms": 300}]}
            """);
        Assert.Equal((HttpStatusCode.OK, 2), (status, sent.GetProperty("ingested").GetInt32()));
        var (_, analytics) = await AskAsync(server, One, HttpMethod.Get, "v1/stats/default/analytics?days=1&trace_limit=100000");
        var totals = analytics.GetProperty("totals");
        Assert.Equal((2, 4, 2, 0.5, 50.0), (totals.GetProperty("request_count").GetInt32(), totals.GetProperty("total_input_tokens").GetInt32(), totals.GetProperty("total_output_tokens").GetInt32(), totals.GetProperty("total_cost_usd").GetDouble(), totals.GetProperty("success_rate").GetDouble()));
        Assert.Equal(0.2, totals.GetProperty("avg_latency_s").GetDouble(), 3);
        Assert.Equal(2, analytics.GetProperty("raw_sample").GetArrayLength());
        Assert.Equal("m", analytics.GetProperty("series").GetProperty("by_model")[0].GetProperty("model_id").GetString());
        Assert.Equal(2, analytics.GetProperty("trends").GetProperty("last_7d").GetProperty("requests").GetInt32());
        Assert.Equal(1, (await AskAsync(server, One, HttpMethod.Get, "v1/stats/one/analytics?is_success=false")).Body.GetProperty("total_traces").GetInt32());
        Assert.Equal(2, (await AskAsync(server, One, HttpMethod.Get, "analytics/summary")).Body.GetProperty("total_requests").GetInt32());
        Assert.Equal(0, (await AskAsync(server, Two, HttpMethod.Get, "analytics/summary")).Body.GetProperty("total_requests").GetInt32());
        Assert.Equal(2, (await AskAsync(server, One, HttpMethod.Get, "analytics/models?hours=2")).Body.GetProperty("models")[0].GetProperty("request_count").GetInt32());

        await CheckDatasetsAsync(server);
        await CheckFailuresAsync(server);
    }

    private static async Task CheckDatasetsAsync(ServerProcess server)
    {
        var (_, made) = await AskAsync(server, One, HttpMethod.Post, "v1/datasets/from-traces", """{"name": "mine", "trace_ids": ["a-1", "none"]}""");
        Assert.Equal(1, made.GetProperty("samples_count").GetInt32());
        var id = made.GetProperty("dataset_id").GetString();
        Assert.Equal(1, (await AskAsync(server, One, HttpMethod.Post, $"v1/datasets/{id}/samples", """{"samples": [{"input": "q", "output": "a"}]}""")).Body.GetProperty("count").GetInt32());
        var (_, whole) = await AskAsync(server, One, HttpMethod.Get, $"v1/datasets/{id}?include_samples=true");
        Assert.Equal(("mine", 2), (whole.GetProperty("dataset").GetProperty("name").GetString(), whole.GetProperty("samples_total").GetInt32()));
        var sample = whole.GetProperty("samples").EnumerateArray().Single(one => one.GetProperty("trace_id").ValueKind == JsonValueKind.Null);
        Assert.Equal(("q", "a"), (sample.GetProperty("input").GetString(), sample.GetProperty("expected_output").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(server, One, HttpMethod.Delete, $"v1/datasets/{id}/samples/{sample.GetProperty("id").GetString()}")).Status);
        Assert.Equal("mine", (await AskAsync(server, One, HttpMethod.Get, $"v1/datasets/{id}")).Body.GetProperty("name").GetString());
        Assert.Equal(1, (await AskAsync(server, One, HttpMethod.Get, $"v1/datasets/{id}?samples_limit=10")).Body.GetProperty("samples_total").GetInt32());
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Get, $"v1/datasets/{id}?include_samples=true", null), (HttpMethod.Post, $"v1/datasets/{id}/samples", """{"samples": [{"input": "q"}]}"""),
            (HttpMethod.Delete, $"v1/datasets/{id}/samples/x", (string?)null), (HttpMethod.Get, "v1/stats/one/analytics", null),
        })
        {
            var (status, missing) = await AskAsync(server, Two, method, path, body);
            Assert.True(status == HttpStatusCode.NotFound, path);
            Assert.Equal(missing.GetProperty("error").GetProperty("message").GetString(), missing.GetProperty("detail").GetString());
        }
    }

    private static async Task CheckFailuresAsync(ServerProcess server)
    {
        foreach (var (path, body, named) in new[]
        {
            ("v1/traces", """{"traces": [{"input": "a", "timestamp": "soon"}]}""", "'timestamp'"), ("v1/traces/import", """{"data": "no json"}""", "no JSON"),
            ("v1/datasets/x/samples", "{}", "'samples'"), ("v1/datasets/from-traces", "{}", "'name'"), ("v1/trace", "{}", "'task'"),
        })
        {
            var (bad, answer) = await AskAsync(server, One, HttpMethod.Post, path, body);
            Assert.True(bad == HttpStatusCode.BadRequest, path);
            Assert.Contains(named, (answer.TryGetProperty("detail", out var detail) ? detail : answer.GetProperty("message")).GetString());
            var (refused, why) = await AskAsync(server, "th-sk-wrong-0123456789", HttpMethod.Post, path, body);
            Assert.True(refused == HttpStatusCode.Unauthorized, path);
            Assert.True(path == "v1/traces" || why.TryGetProperty("detail", out _) || why.GetProperty("status").GetInt32() == 401, path);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(server, "th-sk-wrong-0123456789", HttpMethod.Get, "v1/stats/one/analytics")).Status);
        Assert.Contains("'days'", (await AskAsync(server, One, HttpMethod.Get, "v1/stats/one/analytics?days=x")).Body.GetProperty("detail").GetString());
        using var token = new HttpRequestMessage(HttpMethod.Post, new Uri(server.ApiUrl, "v1/trace")) { Content = JsonContent.Create(new { task = "tool" }) };
        token.Headers.Add("token", Two);
        using var taken = await server.Http.SendAsync(token, Stop);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(ServerProcess server, string key, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.ApiUrl, path)) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await server.Http.SendAsync(request, Stop);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Stop)));
    }
}
