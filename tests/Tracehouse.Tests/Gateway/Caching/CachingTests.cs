using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.Records;
using Tracehouse.Testing;
using Tracehouse.Tests.Gateway.Aliases;
using Xunit;

namespace Tracehouse.Tests.Gateway.Caching;

/// <summary>A call that asks for it gets the answer of one that was the same, and a record of its own.</summary>
public sealed class CachingTests
{
    private const string Hello = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";

    private static readonly (string, string) Ttl = ("X-OpenTracy-Cache-Ttl", "60");

    [Fact]
    public async Task Second_call_costs_nothing_and_is_recorded_as_such()
    {
        await using var host = await GatewayHost.StartAsync();
        var first = await AskAsync(host, Hello, "miss", Ttl);
        var second = await AskAsync(host, Hello, "hit", Ttl);
        Assert.Equal(UpstreamAnswers.Completion, first);
        Assert.Equal(first, second);

        var paid = await host.RecordAsync();
        var cached = await host.RecordAsync();
        Assert.False(paid.IsCached);
        Assert.NotEqual(paid.TraceId, cached.TraceId);
        Assert.True(cached.IsCached);
        Assert.Equal(new Cost(0, 0, "cache"), cached.Cost);
        Assert.Equal(paid.Usage, cached.Usage);
        Assert.Equal(paid.Payload.OutputText.ToString(), cached.Payload.OutputText.ToString());
        Assert.Equal((SpanStatus.Success, "openai", "gpt-4o-mini", null), (cached.Status, cached.Provider, cached.Model, cached.HttpStatus));
        Assert.True(cached.Duration > TimeSpan.Zero);
        await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(0, host.Upstream.Waiting);
    }

    [Fact]
    public async Task Answer_of_a_model_that_a_key_may_not_call_is_not_given_to_it()
    {
        const string all = "th-sk-all-0123456789", few = "th-sk-few-0123456789";
        await using var host = await AliasHost.StartAsync(("Keys:0:Secret", all), ("Keys:1:Secret", few), ("Keys:1:AllowedModels", "a/*"), (":CacheSeconds", "60"));
        host.A.Answer = UpstreamAnswers.Json(503, "{}");
        Assert.Equal(200, (await host.CallAsync(AliasHost.Hello, ("Authorization", $"Bearer {all}"))).Status);
        Assert.True((await host.CallAsync(AliasHost.Hello, ("Authorization", $"Bearer {all}"))).Record.IsCached);
        var (status, _, record) = await host.CallAsync(AliasHost.Hello, ("Authorization", $"Bearer {few}"));
        Assert.Equal((503, false, "a"), (status, record.IsCached, record.Provider));
    }

    [Fact]
    public async Task Extras_of_a_hit_say_that_it_cost_nothing()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:Extras", "true"));
        await AskAsync(host, Hello, "miss", Ttl);
        var json = JsonDocument.Parse(await AskAsync(host, Hello, "hit", Ttl)).RootElement;
        Assert.Equal(0, json.GetProperty("_cost").GetDecimal());
        Assert.Equal(0, json.GetProperty("_routing").GetProperty("attempts").GetInt32());
        await host.RecordAsync();
        Assert.Equal((await host.RecordAsync()).TraceId.Value, json.GetProperty("trace_id").GetString());
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""", "hit")]
    [InlineData("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"user":"u","metadata":{"a":[",",1]}}""", "hit")]
    [InlineData("""{ "metadata" : null, "model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}], "\u0075ser":"u" , "stream_options":null}""", "miss")]
    [InlineData("""{"stream_options":null,"user":"u","metadata":{},"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""", "hit")]
    [InlineData("""{"metadata":{},"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""", "hit")]
    [InlineData("""{"model":"openai/gpt-4o","messages":[{"role":"user","content":"Hi"}]}""", "miss")]
    [InlineData("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}""", "miss")]
    [InlineData("""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"temperature":0}""", "miss")]
    [InlineData("""{"model":"openai/gpt-4o-mini", "messages":[{"role":"user","content":"Hi"}]}""", "miss")]
    public async Task Same_is_what_differs_in_nothing_that_counts(string request, string expected)
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, Hello, "miss", Ttl);
        await AskAsync(host, request, expected, Ttl);
        await AskAsync(host, request, "hit", Ttl);
    }

    [Fact]
    public async Task Nobody_who_did_not_ask_gets_or_leaves_an_answer()
    {
        await using var host = await GatewayHost.StartAsync();
        await AskAsync(host, Hello, null);
        await AskAsync(host, Hello, "miss", Ttl);
        await AskAsync(host, Hello, null);
        await AskAsync(host, Hello, null, ("X-OpenTracy-Cache-Ttl", "0"));
        await AskAsync(host, Hello, "hit", ("x-tracehouse-cache-ttl", "5"));
        await AskAsync(host, Hello, "hit", ("Helicone-Cache-Enabled", "true"), ("Cache-Control", "max-age=60"));
        Assert.Equal(4, host.Upstream.Waiting);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("61")]
    public async Task Lifetime_that_cannot_be_is_refused(string ttl)
    {
        await using var host = await GatewayHost.StartAsync(("Cache:SecondsMax", "60"));
        using var response = await host.PostAsync(Hello, ("X-OpenTracy-Cache-Ttl", ttl));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Cache:SecondsMax", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Theory]
    [InlineData(500, UpstreamAnswers.Completion)]
    [InlineData(201, UpstreamAnswers.Completion)]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"error":{"message":"No"}}""")]
    public async Task What_is_no_good_answer_is_not_kept(int status, string body)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Json(status, body);
        await AskAsync(host, Hello, "miss", Ttl);
        await AskAsync(host, Hello, "miss", Ttl);
    }

    [Fact]
    public async Task Stream_is_given_again_as_the_same_bytes()
    {
        await using var host = await GatewayHost.StartAsync();
        var stream = Hello[..^1] + ",\"stream\":true}";
        var withUsage = Hello[..^1] + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
        host.Upstream.Answer = UpstreamAnswers.Events(new RandomJson(1).Cut(Encoding.UTF8.GetBytes(UpstreamAnswers.Stream), 50));
        Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await AskAsync(host, stream, "miss", Ttl));
        Assert.Equal(UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await AskAsync(host, stream, "hit", Ttl));
        Assert.Equal(UpstreamAnswers.Stream, await AskAsync(host, withUsage, "hit", Ttl));
        Assert.False((await host.RecordAsync()).IsCached);
        var record = await host.RecordAsync();
        Assert.Equal((true, true, 7), (record.IsCached, record.IsStream, record.Usage.Input));
        Assert.NotNull(record.TimeToFirstToken);
    }

    [Fact]
    public async Task Broken_stream_is_not_kept()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Upstream.Answer = UpstreamAnswers.Events(UpstreamAnswers.StreamStart[..300]);
        await AskAsync(host, Hello[..^1] + ",\"stream\":true}", "miss", Ttl);
        await AskAsync(host, Hello[..^1] + ",\"stream\":true}", "miss", Ttl);
    }

    [Fact]
    public async Task Callers_with_keys_of_their_own_share_nothing()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(("Providers:local:BaseUrl", upstream.BaseUrl));
        var request = Hello.Replace("openai/", "local/");
        await AskAsync(host, request, "miss", Ttl, ("Authorization", "Bearer one"));
        await AskAsync(host, request, "miss", Ttl, ("Authorization", "Bearer two"));
        await AskAsync(host, request, "hit", Ttl, ("Authorization", "Bearer one"));
    }

    [Fact]
    public async Task Alias_asks_for_its_callers_who_may_decline()
    {
        await using var host = await GatewayHost.StartAsync(("Aliases:smart:Targets:0:Model", "openai/gpt-4o-mini"), ("Aliases:smart:CacheSeconds", "60"));
        var request = Hello.Replace("openai/gpt-4o-mini", "smart");
        await AskAsync(host, request, "miss");
        await AskAsync(host, request, "hit");
        await AskAsync(host, request, null, ("X-OpenTracy-Cache-Ttl", "0"));
        await AskAsync(host, Hello, "miss", Ttl);
        await host.RecordAsync();
        var record = await host.RecordAsync();
        Assert.Equal((true, "smart", "gpt-4o-mini", 0), (record.IsCached, record.RoutingAlias, record.Model, record.Attempts.Count));
    }

    [Fact]
    public async Task Of_calls_that_ask_the_same_at_once_one_is_paid()
    {
        await using var host = await GatewayHost.StartAsync();
        var release = new TaskCompletionSource();
        var answer = UpstreamAnswers.Json(200, UpstreamAnswers.Completion);
        host.Upstream.Answer = async context =>
        {
            await release.Task;
            await answer(context);
        };
        var first = AskAsync(host, Hello, "miss", Ttl);
        await host.Upstream.NextAsync(GatewayHost.Stop);
        var others = Enumerable.Range(0, 5).Select(_ => AskAsync(host, Hello, "hit", Ttl)).ToList();
        release.SetResult();
        await first;
        await Task.WhenAll(others);
        Assert.Equal(0, host.Upstream.Waiting);
    }

    [Fact]
    public async Task Those_who_waited_for_a_call_that_failed_ask_themselves()
    {
        await using var host = await GatewayHost.StartAsync();
        var release = new TaskCompletionSource();
        host.Upstream.Answer = async context =>
        {
            host.Upstream.Answer = UpstreamAnswers.Json(200, UpstreamAnswers.Completion);
            await release.Task;
            await UpstreamAnswers.Json(500, "{}")(context);
        };
        var first = AskAsync(host, Hello, "miss", Ttl);
        await host.Upstream.NextAsync(GatewayHost.Stop);
        var second = AskAsync(host, Hello, "miss", Ttl);
        release.SetResult();
        Assert.Equal("{}", await first);
        Assert.Equal(UpstreamAnswers.Completion, await second);
    }

    private static async Task<string> AskAsync(GatewayHost host, string request, string? cache, params (string, string)[] headers)
    {
        using var response = await host.PostAsync(request, headers);
        var body = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        Assert.Equal(cache, response.Headers.TryGetValues("X-OpenTracy-Cache", out var values) ? values.Single() : null);
        Assert.Equal(cache == "hit", response.Headers.Age is not null);
        return body;
    }
}
