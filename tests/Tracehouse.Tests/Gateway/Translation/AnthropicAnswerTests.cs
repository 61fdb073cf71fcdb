using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Translation;

/// <summary>Chat with a model of Anthropic's whose answer comes in one piece.</summary>
public sealed class AnthropicAnswerTests
{
    private const string Hello = """{"model":"anthropic/claude-sonnet-4-5","messages":[{"role":"system","content":"Be kind"},{"role":"user","content":"Hi"}],"user":"u_1"}""";
    private const string WithTools = """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"weather"}}]}""";

    [Fact]
    public async Task AnswerIsOpenAisAndRecordedAsAnthropics()
    {
        await using var host = await AnthropicHost.StartAsync();
        using var response = await host.PostAsync(Hello, ("Authorization", "Bearer any"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            """
            {"id":"msg_1","object":"chat.completion","created":1,"model":"claude-sonnet-4-5-20250929","choices":[{"index":0,"message":{"role":"assistant",
            "content":"Hello, héllo, 你好 and 👋","refusal":null},"logprobs":null,"finish_reason":"stop","native_finish_reason":"end_turn"}],
            "usage":{"prompt_tokens":3100,"completion_tokens":50,"total_tokens":3150,"prompt_tokens_details":{"cached_tokens":1000},
            "cache_creation_input_tokens":2000,"cache_read_input_tokens":1000,"service_tier":"standard"}}
            """.ReplaceLineEndings(""),
            AnthropicHost.WithoutTime(await response.Content.ReadAsStringAsync(GatewayHost.Stop), host.Time));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("/v1/messages", received.Target);
        Assert.Equal("sk-ant", received.Headers["x-api-key"]);
        Assert.Equal("2023-06-01", received.Headers["anthropic-version"]);
        Assert.Equal("application/json", received.Headers["Content-Type"]);

        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal("anthropic", record.Provider);
        Assert.Equal("claude-sonnet-4-5", record.Model);
        Assert.Equal("stop", record.FinishReason);
        Assert.Equal("u_1", record.UserId);
        Assert.Equal(new TokenUsage { Input = 3100, CachedInput = 1000, Output = 50 }, record.Usage with { Details = TokenUsage.Unknown.Details });
        Assert.Equal(((100 * 3m) + (1000 * 0.3m) + (2000 * 3.75m)) / 1_000_000, record.Cost!.InputUsd);
        Assert.Equal(50 * 15m / 1_000_000, record.Cost.OutputUsd);
        Assert.Equal("Hello, héllo, 你好 and 👋", record.Payload.OutputText.ToString());
        Assert.Equal(2000, record.Usage.Details[UsageKind.CacheWrite]);
    }

    [Fact]
    public async Task ThoughtsAndToolCallsComeAndGoInAgain()
    {
        await using var host = await AnthropicHost.StartAsync();
        using var asked = await host.PostAsync(WithTools);
        var choice = JsonNode.Parse(await asked.Content.ReadAsStringAsync(GatewayHost.Stop))!["choices"]![0]!;
        Assert.Equal("tool_calls", (string?)choice["finish_reason"]);
        Assert.Equal(
            """{"role":"assistant","content":null,"refusal":null,"reasoning_content":"Let me look","tool_calls":["""
            + """{"id":"toolu_1","type":"function","function":{"name":"weather","arguments":"{\u0022city\u0022:\u0022Oslo\u0022}"}},"""
            + """{"id":"toolu_2","type":"function","function":{"name":"time","arguments":"{}"}}],"thinking_blocks":[{"type":"thinking","thinking":"Let me look","signature":"c2ln"}]}""",
            choice["message"]!.ToJsonString());
        await host.Upstream.NextAsync(GatewayHost.Stop);

        var told = JsonNode.Parse(WithTools)!;
        var messages = told["messages"]!.AsArray();
        messages.Add(choice["message"]!.DeepClone());
        messages.Add(JsonNode.Parse("""{"role":"tool","tool_call_id":"toolu_2","content":"Noon"}"""));
        messages.Add(JsonNode.Parse("""{"role":"tool","tool_call_id":"toolu_1","content":"Sunny"}"""));
        using var response = await host.PostAsync(told.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var sent = JsonNode.Parse((await host.Upstream.NextAsync(GatewayHost.Stop)).Body)!["messages"]!;
        Assert.Equal(
            """[{"type":"thinking","thinking":"Let me look","signature":"c2ln"},{"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Oslo"}},{"type":"tool_use","id":"toolu_2","name":"time","input":{}}]""",
            sent[1]!["content"]!.ToJsonString());
        Assert.Equal(2, sent[2]!["content"]!.AsArray().Count);
    }

    [Fact]
    public async Task WhatOpenAisFormatCannotTellIsKept()
    {
        const string Content = """[{"type":"server_tool_use","id":"s","name":"web_search","input":{}},{"type":"text","text":"A ","citations":[{"type":"page_location"}]},{"type":"text","text":"b"},{"type":"redacted_thinking","data":"r"}]""";
        await using var host = await AnthropicHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, $$$"""
            {"id":"msg_1","type":"message","role":"assistant","model":"m","content":{{{Content}}},"stop_reason":"refusal","stop_sequence":"END","stop_details":{"category":"x"},"container":{"id":"c"},
            "usage":{"input_tokens":1,"output_tokens":9,"output_tokens_details":{"thinking_tokens":4},"server_tool_use":{"web_search_requests":1} } }
            """);
        using var response = await host.PostAsync(Hello);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop))!;
        var choice = answer["choices"]![0]!;
        Assert.Equal("A b", (string?)choice["message"]!["content"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Content), choice["message"]!["content_blocks"]));
        Assert.Equal("""[{"type":"redacted_thinking","data":"r"}]""", choice["message"]!["thinking_blocks"]!.ToJsonString());
        Assert.Equal("content_filter", (string?)choice["finish_reason"]);
        Assert.Equal("refusal", (string?)choice["native_finish_reason"]);
        Assert.Equal("END", (string?)choice["stop_sequence"]);
        Assert.Equal("x", (string?)choice["stop_details"]!["category"]);
        Assert.Equal("c", (string?)answer["container"]!["id"]);
        Assert.Equal(4, (int?)answer["usage"]!["completion_tokens_details"]!["reasoning_tokens"]);
        Assert.Equal(1, (int?)answer["usage"]!["server_tool_use"]!["web_search_requests"]);
        Assert.Equal(4, (await host.RecordAsync()).Usage.Reasoning);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",\"caller\":{\"type\":\"direct\"},\"toolset_name\":null", false)]
    [InlineData(",\"caller\":{\"type\":\"code_execution_20260120\",\"tool_id\":\"t\"}", true)]
    [InlineData(",\"toolset_name\":\"browser\"", true)]
    public async Task ToolCallThatSaysMoreIsKept(string more, bool isKept)
    {
        await using var host = await AnthropicHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, $$"""{"id":"msg_1","content":[{"type":"tool_use","id":"t_1","name":"f","input":{ }{{more}} }],"stop_reason":"tool_use"}""");
        using var response = await host.PostAsync(Hello);
        var message = JsonNode.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop))!["choices"]![0]!["message"]!;
        Assert.Equal("t_1", (string?)message["tool_calls"]![0]!["id"]);
        Assert.Equal(isKept, message["content_blocks"] is not null);
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("max_tokens", "length")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("tool_use", "tool_calls")]
    [InlineData("refusal", "content_filter")]
    [InlineData("pause_turn", "stop")]
    [InlineData("something_new", "stop")]
    public async Task ReasonToStopIsTold(string native, string reason)
    {
        await using var host = await AnthropicHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, $$"""{"id":"msg_1","content":[],"stop_reason":"{{native}}","usage":{"input_tokens":1,"output_tokens":1} }""");
        using var response = await host.PostAsync(Hello);
        var choice = JsonNode.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop))!["choices"]![0]!;
        Assert.Equal(reason, (string?)choice["finish_reason"]);
        Assert.Equal(native, (string?)choice["native_finish_reason"]);
    }

    [Fact]
    public async Task ErrorKeepsItsStatusItsHeadersAndItsWords()
    {
        await using var host = await AnthropicHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(
            429, """{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"},"request_id":"req_1"}""", ("Retry-After", "7"), ("request-id", "req_1"));
        using var response = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("""{"error":{"message":"Slow down","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}""", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        Assert.Equal("req_1", response.Headers.GetValues("x-request-id").Single());
        Assert.Equal("Slow down", (await host.RecordAsync()).Error!.Message);
    }

    [Theory]
    [InlineData(503, "<html>Busy</html>", 503, "<html>Busy</html>")]
    [InlineData(400, """{"error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens"}}""", 400, "context_length_exceeded")]
    [InlineData(200, "<html>Hello</html>", 502, "cannot be translated: <html>Hello</html>")]
    [InlineData(200, """{"id":"msg_1"}""", 502, "cannot be translated")]
    [InlineData(200, """{"id":"msg_1","content":[{"type":"text","text":"half""", 502, "cannot be translated")]
    public async Task AnswerOfAnotherKindIsAnError(int status, string body, int told, string words)
    {
        await using var host = await AnthropicHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(status, body);
        using var response = await host.PostAsync(Hello);
        Assert.Equal(told, (int)response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Contains(words, json.RootElement.GetProperty("error").ToString());
        Assert.Equal("upstream_error", (await host.RecordAsync()).Error!.Type);
    }

    [Fact]
    public async Task AnswerAboveTheLimitNamesTheSetting()
    {
        await using var host = await AnthropicHost.StartAsync(("Gateway:TranslatedBytesMax", "1024"));
        host.Upstream.Answer = UpstreamAnswers.Json(200, new string(' ', 2000));
        using var response = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("Gateway:TranslatedBytesMax", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Fact]
    public async Task RefusalNamesThePropertyAndCallsNobody()
    {
        await using var host = await AnthropicHost.StartAsync();
        using var refused = await host.PostAsync(Hello.Replace("\"user\":\"u_1\"", "\"n\":3"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var json = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("n", json.RootElement.GetProperty("error").GetProperty("param").GetString());
        var record = await host.RecordAsync();
        Assert.Equal("invalid_request", record.Error!.Type);
        Assert.Contains("\"n\":3", record.Payload.Parameters.ToString());
        using var response = await host.PostAsync(Hello);
        Assert.DoesNotContain("\"n\"", System.Text.Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
    }

    [Fact]
    public async Task LargeImageArrivesWhole()
    {
        await using var host = await AnthropicHost.StartAsync();
        var data = new string('A', 20_000_000);
        using var response = await host.PostAsync(
            $$$"""{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{data}}}"}}]}]}""");
        Assert.Equal($"image/png {data}", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop))!["choices"]![0]!["message"]!["content"]);
    }

    [Theory]
    [InlineData("Authorization", "Bearer sk-ant-api-1", "x-api-key", "sk-ant-api-1")]
    [InlineData("Authorization", "Bearer sk-ant-oat-1", "Authorization", "Bearer sk-ant-oat-1")]
    [InlineData("x-api-key", "sk-ant-api-1", "x-api-key", "sk-ant-api-1")]
    public async Task CallersKeyArrivesWhereAnthropicLooks(string header, string value, string arrivedHeader, string arrivedValue)
    {
        await using var host = await AnthropicHost.StartAsync(("Providers:anthropic:ApiKey", ""), ("ANTHROPIC_API_KEY", ""));
        host.Upstream.Answer = FakeAnthropic.AnswerAsync;
        using var response = await host.PostAsync(Hello, (header, value));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(arrivedValue, received.Headers[arrivedHeader]);
        Assert.False(received.Headers.ContainsKey(arrivedHeader == "x-api-key" ? "Authorization" : "x-api-key"));
    }

    [Fact]
    public async Task CallersVersionAndBetasPass()
    {
        await using var host = await AnthropicHost.StartAsync();
        using var response = await host.PostAsync(Hello.Replace("\"user\":\"u_1\"", "\"betas\":[\"b\"]"), ("anthropic-version", "2099-01-01"), ("anthropic-beta", "a"));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("2099-01-01", received.Headers["anthropic-version"]);
        Assert.Equal(["a", "b"], received.Headers["anthropic-beta"].Split(',', StringSplitOptions.TrimEntries));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/responses", "input")]
    [InlineData("/v1/completions", "prompt")]
    public async Task OtherEndpointsAreNotTranslated(string path, string prompt)
    {
        await using var host = await AnthropicHost.StartAsync();
        using var response = await host.SendAsync(path, $$"""{"model":"anthropic/claude-sonnet-4-5","{{prompt}}":"Hi"}""");
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("POST /v1/chat/completions", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }
}
