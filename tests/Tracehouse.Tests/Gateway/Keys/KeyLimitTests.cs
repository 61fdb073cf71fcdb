using System.Net;
using System.Text.Json;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Keys;

/// <summary>How far a key goes: models, money, calls and tokens per minute.</summary>
public sealed class KeyLimitTests
{
    private const string Secret = "th-sk-fixed-0123456789";

    // The upstream's answer has 1000 and 100 tokens, which costs more than 0.00015 and less than 0.0003 USD at this model.
    private const string Call = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}""";

    [Theory]
    [InlineData("gpt-4o*", "openai/gpt-4o-mini", true)]
    [InlineData("gpt-4o*", "gpt-4o-mini", true)]
    [InlineData("openai/*", "gpt-4o-mini", true)]
    [InlineData("openai/gpt-4o-mini", "openai/gpt-4o-mini", true)]
    [InlineData("claude*, *mini", "openai/gpt-4o-mini", true)]
    [InlineData("gpt-4o", "openai/gpt-4o-mini", false)]
    [InlineData("groq/*", "openai/gpt-4o-mini", false)]
    [InlineData("openai", "openai/gpt-4o-mini", false)]
    public async Task Only_the_models_of_the_list_may_be_called(string allowed, string model, bool mayPass)
    {
        await using var host = await StartAsync(("Keys:0:AllowedModels", allowed));
        using var response = await CallAsync(host, body: Call.Replace("openai/gpt-4o-mini", model));
        Assert.Equal(mayPass ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
        if (!mayPass)
        {
            Assert.Equal("model_not_allowed", (await response.ErrorAsync()).Code);
            Assert.Equal("model_not_allowed", (await host.RecordAsync()).Error!.Type);
        }
    }

    [Theory]
    [InlineData("", "smart free")]
    [InlineData("openai/gpt-4o-mini", "smart")]
    [InlineData("free, demo/slow", "free")]
    [InlineData("groq/*", "")]
    public async Task Only_the_models_that_the_key_may_call_are_listed(string allowed, string aliases)
    {
        await using var host = await StartAsync(
            ("Keys:0:AllowedModels", allowed), ("Aliases:smart:Targets:0:Model", "demo/error"), ("Aliases:smart:Targets:1:Model", "openai/gpt-4o-mini"), ("Aliases:free:Targets:0:Model", "demo/echo"));
        var list = await GetAsync(host, "/v1/models");
        var shown = list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!).ToList();
        Assert.Equal(aliases, string.Join(' ', shown.Where(name => !name.Contains('/')).OrderDescending()));
        Assert.Equal(list.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model_id").GetString()), shown.Where(name => name.Contains('/')));
        foreach (var model in new[] { "openai/gpt-4o-mini", "demo/slow", "demo/echo" })
        {
            var isAllowed = allowed is "" || allowed.Split(", ").Contains(model);
            Assert.Equal(isAllowed, shown.Contains(model));
            Assert.Equal(isAllowed, !(await GetAsync(host, $"/v1/models/{Uri.EscapeDataString(model)}")).TryGetProperty("error", out _));
        }
    }

    [Theory]
    [InlineData("Keys:0:AllowedModels", "gpt-*", 403, "permission_error")]
    [InlineData("Keys:0:RequestsPerMinute", "0", 429, "rate_limit_error")]
    [InlineData("Keys:0:DailyBudgetUsd", "0", 429, "rate_limit_error")]
    public async Task Clients_of_Anthropic_are_refused_in_their_own_words(string setting, string value, int status, string type)
    {
        await using var host = await StartAsync((setting, value), ("Providers:anthropic:ApiKey", "sk-ant-server"));
        using var response = await host.SendAsync("/v1/messages", Call.Replace("openai/gpt-4o-mini", "claude-sonnet-4-5").Replace("}]", "}],\"max_tokens\":5"), ("x-api-key", Secret));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, (await response.ErrorAsync()).Type);
    }

    [Theory]
    [InlineData("gpt-4o-mini", false)]
    [InlineData("openai/gpt*", false)]
    [InlineData("openai/*", true)]
    public async Task What_is_not_understood_needs_all_that_its_provider_has(string allowed, bool mayPass)
    {
        await using var host = await StartAsync(("Keys:0:AllowedModels", allowed));
        using var response = await host.SendAsync("/providers/openai/chat/completions", Call, ("Authorization", $"Bearer {Secret}"));
        Assert.Equal(mayPass ? HttpStatusCode.OK : HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_budget_stops_further_calls_until_the_next_period()
    {
        await using var host = await StartAsync(("Keys:0:DailyBudgetUsd", "0.0003"));
        using (var first = await CallAsync(host))
        using (var second = await CallAsync(host, trace: "off"))
        {
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
            await second.Content.ReadAsStringAsync(GatewayHost.Stop);
        }

        using var refused = await CallAsync(host);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(("budget_exceeded", "insufficient_quota"), await refused.ErrorAsync());
        Assert.Equal("false", refused.Headers.GetValues("x-should-retry").Single());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalHours, 0, 24);

        host.Time.Ahead = TimeSpan.FromDays(1);
        using var next = await CallAsync(host);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task A_monthly_budget_outlasts_the_day()
    {
        await using var host = await StartAsync(("Keys:0:MonthlyBudgetUsd", "0.0001"));
        host.Time.Ahead = FirstOfNextMonth(host) - TimeProvider.System.GetUtcNow();
        using (var first = await CallAsync(host))
        {
            await first.Content.ReadAsStringAsync(GatewayHost.Stop);
        }

        host.Time.Ahead += TimeSpan.FromDays(2);
        using var refused = await CallAsync(host);
        Assert.Equal("budget_exceeded", (await refused.ErrorAsync()).Code);
        host.Time.Ahead += TimeSpan.FromDays(31);
        using var next = await CallAsync(host);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Requests_per_minute_are_counted_and_told_as_OpenAI_tells_them()
    {
        await using var host = await StartAsync(("Keys:0:RequestsPerMinute", "2"));
        host.Upstream.Answer = UpstreamAnswers.Json(200, UpstreamAnswers.Completion, ("x-ratelimit-remaining-requests", "9999"));
        using var first = await CallAsync(host);
        Assert.Equal(("2", "1"), (Header(first, "x-ratelimit-limit-requests"), Header(first, "x-ratelimit-remaining-requests")));
        using var second = await CallAsync(host);
        Assert.Equal("0", Header(second, "x-ratelimit-remaining-requests"));
        using var third = await CallAsync(host);
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.Equal(("rate_limit_exceeded", "requests"), await third.ErrorAsync());
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 20, 30);
        Assert.Equal("1m0s", Header(third, "x-ratelimit-reset-requests"));

        host.Time.Ahead = TimeSpan.FromSeconds(31);
        using var later = await CallAsync(host);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task Tokens_per_minute_stop_the_next_call_after_too_many_were_used()
    {
        await using var host = await StartAsync(("Keys:0:TokensPerMinute", "1000"));
        using (var first = await CallAsync(host))
        {
            await first.Content.ReadAsStringAsync(GatewayHost.Stop);
        }

        using var second = await CallAsync(host);
        Assert.Equal(("rate_limit_exceeded", "tokens"), await second.ErrorAsync());
        host.Time.Ahead = TimeSpan.FromSeconds(10);
        using var third = await CallAsync(host);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Theory]
    [InlineData("true", "full", true)]
    [InlineData("true", null, false)]
    [InlineData("false", "full", false)]
    public async Task A_key_may_allow_to_keep_more_than_the_server_does_for_who_asks(string mayTraceFull, string? asked, bool isKept)
    {
        await using var host = await StartAsync(("Keys:0:MayTraceFull", mayTraceFull), ("Privacy:Content", "false"));
        using var response = await CallAsync(host, trace: asked);
        Assert.Equal(isKept, (await host.RecordAsync()).IsContentKept);
    }

    private static Task<GatewayHost> StartAsync(params (string, string?)[] settings) => GatewayHost.StartAsync([("Keys:0:Secret", Secret), .. settings]);

    private static Task<HttpResponseMessage> CallAsync(GatewayHost host, string body = Call, string? trace = null) =>
        host.PostAsync(body, [("Authorization", $"Bearer {Secret}"), .. trace is null ? Array.Empty<(string, string)>() : [("X-Opentracy-Trace", trace)]]);

    private static async Task<JsonElement> GetAsync(GatewayHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", $"Bearer {Secret}" } } };
        using var response = await host.Client.SendAsync(request, GatewayHost.Stop);
        return KeyAdmin.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static DateTimeOffset FirstOfNextMonth(GatewayHost host)
    {
        var now = host.Time.GetUtcNow();
        return new DateTimeOffset(now.Year, now.Month, 1, 1, 0, 0, TimeSpan.Zero).AddMonths(1);
    }
}
