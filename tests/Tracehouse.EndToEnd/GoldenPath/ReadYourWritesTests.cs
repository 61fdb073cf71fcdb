using System.Net;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

public sealed class ReadYourWritesTests(SharedServer shared)
{
    [Fact]
    public async Task A_trace_is_there_when_the_answer_is()
    {
        for (var round = 0; round < 100; round++)
        {
            var stream = round % 2 == 0;
            using var response = await shared.Server.ChatAsync($"round {round}", stream: stream);
            var (status, trace) = await shared.Server.GetAsync($"v1/traces/{response.TraceId()}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal($"round {round}", trace.GetProperty("input_text").GetString());
            Assert.Equal(stream, trace.GetProperty("ttft_ms").ValueKind == System.Text.Json.JsonValueKind.Number);
        }
    }

    [Fact]
    public async Task A_trace_has_all_that_the_documents_promise()
    {
        shared.Upstream.Answer = UpstreamAnswers.Json(200, UpstreamAnswers.Completion);
        using var response = await shared.Server.ChatAsync("What is 2 + 2?", model: "openai/gpt-4o-mini", metadata: """{"user_id": "u_42", "feature": "ticket_classifier"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var (_, trace) = await shared.Server.GetAsync($"v1/traces/{response.TraceId()}");

        Assert.Equal(response.TraceId(), trace.GetProperty("trace_id").GetString());
        Assert.Equal(response.TraceId(), trace.GetProperty("request_id").GetString());
        Assert.Equal("default", trace.GetProperty("tenant_id").GetString());
        Assert.EndsWith("Z", trace.GetProperty("timestamp").GetString());
        Assert.Equal("gpt-4o-mini", trace.GetProperty("model").GetString());
        Assert.Equal("openai", trace.GetProperty("provider").GetString());
        Assert.Equal("What is 2 + 2?", trace.GetProperty("input_text").GetString());
        Assert.Equal("Hello there", trace.GetProperty("output_text").GetString());
        Assert.Equal(1000, trace.GetProperty("input_tokens").GetInt64());
        Assert.Equal(100, trace.GetProperty("output_tokens").GetInt64());
        Assert.Equal(200, trace.GetProperty("cached_input_tokens").GetInt64());

        // 800 fresh tokens at $0.15, 200 cached at $0.075 and 100 answered at $0.60 per million (openai.com, gpt-4o-mini).
        Assert.Equal(0.000195m, trace.GetProperty("total_cost_usd").GetDecimal());
        Assert.True(trace.GetProperty("latency_ms").GetDouble() > 0);
        Assert.Equal("success", trace.GetProperty("status").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, trace.GetProperty("routing_alias").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, trace.GetProperty("cluster_id").ValueKind);
        Assert.Equal("ticket_classifier", trace.GetProperty("metadata").GetProperty("feature").GetString());
        Assert.Equal("u_42", trace.GetProperty("user_id").GetString());
        Assert.Equal("What is 2 + 2?", trace.GetProperty("input_messages")[0].GetProperty("content").GetString());
    }
}
