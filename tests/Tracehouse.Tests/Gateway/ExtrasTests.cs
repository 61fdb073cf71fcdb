using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What an answer carries besides what the provider said: in its body, and in its headers.</summary>
public sealed class ExtrasTests
{
    private const string Hello = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";
    private const string HelloStream = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""";
    private const decimal InputUsd = (800 * 0.15m / 1_000_000) + (200 * 0.075m / 1_000_000);
    private const decimal OutputUsd = 100 * 0.6m / 1_000_000;

    private static readonly (string, string?) On = ("Gateway:Extras", "true");

    [Fact]
    public async Task Body_and_headers_say_what_the_record_says()
    {
        await using var host = await GatewayHost.StartAsync(On);
        using var response = await host.PostAsync(Hello, ("X-OpenTracy-Session-Id", "s1"));
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        var record = await host.RecordAsync();
        Assert.StartsWith(UpstreamAnswers.Completion[..^1], body);
        Assert.Equal(Encoding.UTF8.GetByteCount(body), response.Content.Headers.ContentLength);

        var json = JsonDocument.Parse(body).RootElement;
        Assert.Equal(InputUsd, json.GetProperty("cost").GetProperty("input_cost_usd").GetDecimal());
        Assert.Equal(OutputUsd, json.GetProperty("cost").GetProperty("output_cost_usd").GetDecimal());
        Assert.Equal(record.Cost!.TotalUsd, json.GetProperty("cost").GetProperty("total_cost_usd").GetDecimal());
        Assert.Equal(record.Cost.TotalUsd, json.GetProperty("_cost").GetDecimal());
        Assert.Equal(record.Duration.TotalMilliseconds, json.GetProperty("_latency_ms").GetDouble(), 3);
        Assert.Equal("""{"alias":null,"selected_model":"gpt-4o-mini","provider":"openai","cluster_id":null,"attempts":1}""", json.GetProperty("_routing").GetRawText());
        Assert.Equal(record.TraceId.Value, json.GetProperty("trace_id").GetString());

        Assert.Equal(record.TraceId.Value, Header(response, "X-OpenTracy-Trace-Id"));
        Assert.Equal("openai/gpt-4o-mini", Header(response, "X-OpenTracy-Selected-Model"));
        Assert.Matches(@"^\d+\.\d\d$", Header(response, "X-OpenTracy-Routing-Ms"));
        Assert.Equal("1", Header(response, "X-OpenTracy-Attempts"));
        Assert.Equal(record.Cost.TotalUsd, decimal.Parse(Header(response, "X-OpenTracy-Cost-Usd")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("s1", Header(response, "X-OpenTracy-Session-Id"));
        Assert.Null(Header(response, "X-OpenTracy-Alias"));
        Assert.Null(Header(response, "X-OpenTracy-Cluster-ID"));
    }

    [Theory]
    [InlineData("false", null)]
    [InlineData("true", "off")]
    [InlineData("true", "OFF")]
    public async Task Switched_off_the_body_is_the_providers(string setting, string? header)
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:Extras", setting));
        using var response = await host.PostAsync(Hello, header is null ? [] : [("X-OpenTracy-Extras", header)]);
        Assert.Equal(UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.NotNull(Header(response, "X-OpenTracy-Cost-Usd"));
    }

    [Fact]
    public async Task Without_a_price_the_cost_is_null_and_not_zero()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(On, ("Providers:local:BaseUrl", upstream.BaseUrl));
        using var response = await host.PostAsync(Hello.Replace("openai/gpt-4o-mini", "local/mine"));
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop)).RootElement;
        Assert.False(json.TryGetProperty("cost", out _));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("_cost").ValueKind);
        Assert.Null(Header(response, "X-OpenTracy-Cost-Usd"));
    }

    [Fact]
    public async Task Where_nothing_is_kept_no_trace_is_named()
    {
        await using var host = await GatewayHost.StartAsync(On);
        using var response = await host.PostAsync(Hello, ("X-Opentracy-Trace", "off"));
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop)).RootElement;
        Assert.False(json.TryGetProperty("trace_id", out _));
        Assert.Equal(InputUsd + OutputUsd, json.GetProperty("_cost").GetDecimal());
        using var failed = await host.PostAsync("{}", ("X-Opentracy-Trace", "off"));
        Assert.All([response, failed], each => Assert.Null(Header(each, "X-OpenTracy-Trace-Id") ?? Header(each, "x-tracehouse-trace-id")));
    }

    [Theory]
    [InlineData("/v1/responses", """{"model":"openai/gpt-4o-mini","input":"Hi"}""", true)]
    [InlineData("/v1/embeddings", """{"model":"openai/text-embedding-3-small","input":"Hi"}""", true)]
    [InlineData("/v1/completions", """{"model":"openai/gpt-3.5-turbo-instruct","prompt":"Hi"}""", true)]
    [InlineData("/v1/moderations", """{"model":"openai/omni-moderation-latest","input":"Hi"}""", false)]
    public async Task Every_understood_format_of_openai_has_them(string path, string request, bool hasExtras)
    {
        await using var host = await GatewayHost.StartAsync(On);
        host.Upstream.Answer = FakeChatModel.AnswerAsync;
        using var response = await host.SendAsync(path, request);
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop)).RootElement;
        Assert.Equal(hasExtras, json.TryGetProperty("_cost", out var cost) && cost.ValueKind == JsonValueKind.Number);
        Assert.NotNull(Header(response, "X-OpenTracy-Selected-Model"));
    }

    [Fact]
    public async Task Anthropics_answers_keep_their_shape()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = FakeAnthropic.AnswerAsync;
        await using var host = await GatewayHost.StartAsync(On, ("Providers:anthropic:BaseUrl", upstream.BaseUrl[..^3]), ("Providers:anthropic:ApiKey", "k"));
        using var response = await host.SendAsync("/v1/messages", """{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""");
        Assert.DoesNotContain("_cost", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.NotNull(Header(response, "X-OpenTracy-Cost-Usd"));
    }

    [Fact]
    public async Task Errors_carry_the_headers_as_far_as_known_and_no_extras()
    {
        await using var host = await GatewayHost.StartAsync(On);
        const string refusal = """{"error":{"message":"No","type":"t","param":null,"code":"c"}}""";
        host.Upstream.Answer = UpstreamAnswers.Json(400, refusal);
        using var refused = await host.PostAsync(Hello);
        Assert.Equal(refusal, await refused.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("openai/gpt-4o-mini", Header(refused, "X-OpenTracy-Selected-Model"));
        using var unknown = await host.PostAsync(Hello.Replace("openai/", "nobody/"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.NotNull(Header(unknown, "X-OpenTracy-Trace-Id"));
        Assert.Null(Header(unknown, "X-OpenTracy-Selected-Model"));
    }

    [Fact]
    public async Task Stream_has_them_in_the_event_with_the_token_counts_alone()
    {
        await using var host = await GatewayHost.StartAsync(On);
        for (var seed = 0; seed < 50; seed++)
        {
            host.Upstream.Answer = UpstreamAnswers.Events(new RandomJson(seed).Cut(Encoding.UTF8.GetBytes(UpstreamAnswers.Stream), 60));
            using var response = await host.PostAsync(HelloStream);
            var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
            var record = await host.RecordAsync();
            var start = UpstreamAnswers.StreamStart + UpstreamAnswers.StreamUsage.TrimEnd()[..^1];
            Assert.StartsWith(start, body);
            Assert.EndsWith("}\n\ndata: [DONE]\n\n", body);
            var added = body[start.Length..^"\n\ndata: [DONE]\n\n".Length];
            var json = JsonDocument.Parse("{" + added[1..]).RootElement;
            Assert.Equal(record.Cost!.TotalUsd, json.GetProperty("_cost").GetDecimal());
            Assert.Equal(record.TraceId.Value, json.GetProperty("trace_id").GetString());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200_000)]
    public async Task Stream_of_a_response_has_them_in_the_response_of_its_last_event(int more)
    {
        await using var host = await GatewayHost.StartAsync(On);
        var stream = FakeResponses.Stream.Replace("\"parallel_tool_calls\":true", $"\"parallel_tool_calls\":true,\"instructions\":\"{new string('x', more)}\"");
        var start = stream[..^"}}\n\n".Length];
        for (var seed = 0; seed < 30; seed++)
        {
            host.Upstream.Answer = UpstreamAnswers.Events(new RandomJson(seed).Cut(Encoding.UTF8.GetBytes(stream), 60 + (more / 20)));
            using var response = await host.SendAsync("/v1/responses", """{"model":"openai/gpt-4o-mini","input":"Hi","stream":true}""");
            var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
            var record = await host.RecordAsync();
            Assert.True(body.StartsWith(start, StringComparison.Ordinal) && body.EndsWith("}}\n\n", StringComparison.Ordinal), $"seed {seed}: {body}");
            var json = JsonDocument.Parse("{" + body[start.Length..^"}\n\n".Length][1..]).RootElement;
            Assert.Equal(record.Cost!.TotalUsd, json.GetProperty("_cost").GetDecimal());
            Assert.Equal(InputUsd + OutputUsd, json.GetProperty("cost").GetProperty("total_cost_usd").GetDecimal());
            Assert.Equal("openai", json.GetProperty("_routing").GetProperty("provider").GetString());
            Assert.Equal(record.TraceId.Value, json.GetProperty("trace_id").GetString());
        }
    }

    [Theory]
    [InlineData("true", "off", "response.completed")]
    [InlineData("false", null, "response.completed")]
    [InlineData("true", null, "response.failed")]
    public async Task Stream_of_a_response_passes_as_it_is_where_they_are_off_or_it_failed(string setting, string? header, string last)
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:Extras", setting));
        var stream = last == "response.failed"
            ? "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"message\":\"No\"},\"output\":[]}}\n\n"
            : FakeResponses.Stream;
        host.Upstream.Answer = UpstreamAnswers.Events(stream);
        using var response = await host.SendAsync("/v1/responses", """{"model":"openai/gpt-4o-mini","input":"Hi","stream":true}""", header is null ? [] : [("X-OpenTracy-Extras", header)]);
        Assert.Equal(stream, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Fact]
    public async Task Stream_whose_caller_asked_for_no_counts_passes_as_it_is()
    {
        await using var host = await GatewayHost.StartAsync(On);
        host.Upstream.Answer = UpstreamAnswers.Events(UpstreamAnswers.Stream);
        using var response = await host.PostAsync("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}""");
        Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("openai/gpt-4o-mini", Header(response, "X-OpenTracy-Selected-Model"));
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
