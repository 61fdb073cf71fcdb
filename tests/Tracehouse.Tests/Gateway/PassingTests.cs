using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>What passes besides the body (headers, query, keys, ids), and what the settings change.</summary>
public sealed class PassingTests
{
    private const string Hello = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task HeadersPassButForThoseOfOneConnection()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, UpstreamAnswers.Completion, ("openai-version", "v"), ("Connection", "x-hop"), ("x-tracehouse-trace-id", "theirs"));
        using var response = await host.PostAsync(
            Hello,
            ("OpenAI-Organization", "örg"),
            ("User-Agent", "me/1 (odd; agent)"),
            ("Authorization", "Bearer caller"),
            ("Accept-Encoding", "gzip"),
            ("Cookie", "session=1"),
            ("Connection", "x-hop"),
            ("x-hop", "1"),
            ("x-tracehouse-thing", "1"),
            ("X-OpenTracy-Trace", "full"));
        var headers = (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers;
        Assert.Equal("örg", headers["OpenAI-Organization"]);
        Assert.Equal("me/1 (odd; agent)", headers["User-Agent"]);
        Assert.Equal("application/json", headers["Content-Type"]);
        Assert.Equal("Bearer sk-server", headers["Authorization"]);
        Assert.Equal("identity", headers["Accept-Encoding"]);
        Assert.Equal(new Uri(host.Upstream.BaseUrl).Authority, headers["Host"]);
        foreach (var name in (string[])["Cookie", "x-hop", "x-tracehouse-thing", "x-opentracy-trace", "traceparent"])
        {
            Assert.False(headers.ContainsKey(name), name);
        }

        Assert.Equal("v", response.Headers.GetValues("openai-version").Single());
        Assert.NotEqual("theirs", response.Headers.GetValues("x-tracehouse-trace-id").Single());
    }

    [Fact]
    public async Task CompressedAnswerPassesUnread()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(200, "not really compressed", ("Content-Encoding", "gzip"));
        using var response = await host.PostAsync(Hello);
        Assert.Equal("not really compressed", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await host.RecordAsync();
        Assert.Null(record.Error);
        Assert.True(record.Payload.OutputText.IsEmpty);
        Assert.Equal("""{"_truncated":true}""", record.Payload.Parameters.ToString());
    }

    [Fact]
    public async Task QueryPasses()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.Client.PostAsync("/v1/chat/completions?api-version=1&x=%2F", new StringContent(Hello), GatewayHost.Stop);
        Assert.Equal("/v1/chat/completions?api-version=1&x=%2F", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
    }

    [Fact]
    public async Task CallersKeyPassesWhenTheServerHasNone()
    {
        await using var host = await GatewayHost.StartAsync(("Providers:openai:ApiKey", ""), ("OPENAI_API_KEY", ""));
        using var response = await host.PostAsync(Hello, ("Authorization", "Bearer caller"));
        Assert.Equal("Bearer caller", (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers["Authorization"]);
    }

    [Fact]
    public async Task KeyComesFromTheEnvironmentToo()
    {
        await using var host = await GatewayHost.StartAsync(("Providers:openai:ApiKey", ""), ("OPENAI_API_KEY", "sk-environment"));
        using var response = await host.PostAsync(Hello);
        Assert.Equal("Bearer sk-environment", (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers["Authorization"]);
    }

    [Fact]
    public async Task AnyOtherProviderIsASettingAway()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(("Providers:local:BaseUrl", upstream.BaseUrl + "/"));
        using var response = await host.PostAsync("""{"model":"local/meta-llama/Llama-3","messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await upstream.NextAsync(GatewayHost.Stop);
        Assert.Contains("\"model\":\"meta-llama/Llama-3\"", Encoding.UTF8.GetString(received.Body));
        Assert.False(received.Headers.ContainsKey("Authorization"));
        Assert.Null((await host.RecordAsync()).Cost);
    }

    [Fact]
    public async Task BareNameGoesToTheOneProviderThatKnowsIt()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync("""{"model": "gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("{\"model\": \"gpt-4o-mini\",", Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
        Assert.Equal("openai", (await host.RecordAsync()).Provider);
    }

    [Fact]
    public async Task CallersSpanIsTheParent()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Hello, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        var record = await host.RecordAsync();
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", record.TraceId.Value);
        Assert.Equal("b7ad6b7169203331", record.ParentSpanId?.Value);
        Assert.Equal(record.TraceId.Value, response.Headers.GetValues("x-tracehouse-trace-id").Single());
    }

    /// <summary>Between an observation and its call, .NET begins a span that nobody sends.</summary>
    [Fact]
    public async Task The_sdks_own_word_on_the_parent_goes_before_that_of_its_http_client()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(
            Hello, ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("tracestate", "vendor=1, tracehouse=00f067aa0ba902b7"));
        Assert.Equal("00f067aa0ba902b7", (await host.RecordAsync()).ParentSpanId?.Value);
    }

    [Theory]
    [InlineData("""{"user_id":"u","session_id":7,"tags":["a","b"],"x":{"y":1}}""", "u", "7", "a|b", """{"user_id":"u","session_id":7,"tags":["a","b"],"x":{"y":1}}""")]
    [InlineData("""{"tags":"a, b"}""", "end", null, "a|b", """{"tags":"a, b"}""")]
    [InlineData("""["odd"]""", "end", null, "", """{"_raw":["odd"]}""")]
    [InlineData("\"odd\"", "end", null, "", """{"_raw":"odd"}""")]
    [InlineData("null", "end", null, "", "")]
    public async Task MetadataSaysWhoAndWhat(string metadata, string user, string? session, string tags, string kept)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync($$"""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"user":"end","metadata":{{metadata}}}""");
        Assert.Contains($"\"metadata\":{metadata}", Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
        var record = await host.RecordAsync();
        Assert.Equal(user, record.UserId);
        Assert.Equal(session, record.SessionId);
        Assert.Equal(tags, string.Join('|', record.Tags));
        Assert.Equal(kept, record.Payload.Metadata.ToString());
    }

    [Fact]
    public async Task TextOfTheUserIsGathered()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync("""
            {"model":"openai/gpt-4o-mini","messages":[{"role":"system","content":"S"},{"content":"One","role":"user"},{"role":"assistant","content":"A"},
            {"role":"user","content":[{"type":"text","text":"Tw\u00f6"},{"type":"image_url","image_url":{"url":"data:x"}},{"type":"text","text":"more"}]}]}
            """);
        Assert.Equal("One\n\nTwö\nmore", (await host.RecordAsync()).Payload.InputText.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LongAnswerPassesWholeAndIsKeptInPart(bool isStream)
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:CaptureBytesMax", "300"));
        host.Upstream.Answer = isStream ? UpstreamAnswers.Events(UpstreamAnswers.Stream) : UpstreamAnswers.Json(200, UpstreamAnswers.Completion);
        using var response = await host.PostAsync(Hello[..^1] + (isStream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}" : "}"));
        Assert.Equal(isStream ? UpstreamAnswers.Stream : UpstreamAnswers.Completion, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await host.RecordAsync();
        Assert.Contains("\"_truncated\":true", record.Payload.Parameters.ToString());
        Assert.Null(record.Error);
        Assert.Equal(isStream ? 7 : null, record.Usage.Input);
    }

    [Theory]
    [InlineData("Providers:openai:BaseUrl", "not an address", "Providers:openai:BaseUrl (or the environment variable OPENAI_BASE_URL)")]
    [InlineData("Providers:mine:ApiKey", "x", "Providers:mine:BaseUrl is missing")]
    [InlineData("Gateway:RequestBytesMax", "0", "Gateway:RequestBytesMax is 0")]
    [InlineData("Gateway:SilenceSecondsMax", "-1", "Gateway:SilenceSecondsMax is -1")]
    [InlineData("Gateway:CaptureBytesMax", "-1", "Gateway:CaptureBytesMax is -1")]
    [InlineData("Gateway:ContextCharsMax", "0", "Gateway:ContextCharsMax is 0")]
    [InlineData("Gateway:HoldSecondsMax", "-1", "Gateway:HoldSecondsMax is -1")]
    [InlineData("Gateway:AllowedOrigins", "example.com", "Gateway:AllowedOrigins has example.com")]
    [InlineData("Cache:EntryBytesMax", "0", "Cache:EntryBytesMax is 0")]
    [InlineData("Metrics:RecentMax", "0", "Metrics:RecentMax is 0")]
    [InlineData("Gateway:ConnectSecondsMax", "0", "Gateway:ConnectSecondsMax is 0")]
    [InlineData("Gateway:ProxyUrl", "ftp://proxy", "Gateway:ProxyUrl is no address of a proxy")]
    public async Task WrongSettingStopsTheStart(string key, string value, string message)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync((key, value)));
        Assert.Contains(message, error.Message);
    }
}
