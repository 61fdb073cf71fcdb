using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Prices of one's own, from settings and by API.</summary>
public sealed class PricesApiTests
{
    [Fact]
    public async Task APriceOfTheCatalogueIsShownWithItsTiersItsVersionAndWhereItIsFrom()
    {
        await using var host = await PricesHost.StartAsync(null);
        var (status, price) = await host.SendAsync("GET", "/v1/prices/gemini/gemini-2.5-pro");
        Assert.Equal(200, status);
        Assert.Equal("gemini", price.GetProperty("provider").GetString());
        Assert.Equal("package", price.GetProperty("source").GetString());
        Assert.Equal("@pydantic/genai-prices 0.1.8 of 2026-09-23", price.GetProperty("version").GetString());
        Assert.Equal(1.25m, price.GetProperty("prices").GetProperty("input_usd_per_million").GetDecimal());
        var tier = price.GetProperty("tiers").GetProperty("input_usd_per_million")[0];
        Assert.Equal((200_000, 2.5m), (tier.GetProperty("above_input_tokens").GetInt64(), tier.GetProperty("usd").GetDecimal()));

        (_, price) = await host.SendAsync("GET", "/v1/prices/openai/whisper-1");
        Assert.Equal("audio_hours", price.GetProperty("not_counted")[0].GetString());
        Assert.Equal(0.005m, (await host.SendAsync("GET", "/v1/prices/perplexity/sonar-deep-research")).Body.GetProperty("prices").GetProperty("web_search_usd").GetDecimal());
        Assert.Equal(404, (await host.SendAsync("GET", "/v1/prices/openai/nothing")).Status);
    }

    [Fact]
    public async Task BehindTheLastPriceThereIsNoMore()
    {
        await using var host = await PricesHost.StartAsync(null);
        var (status, list) = await host.SendAsync("GET", $"/v1/prices?offset={int.MaxValue}&limit=1000");
        Assert.Equal((200, false, 0), (status, list.GetProperty("has_more").GetBoolean(), list.GetProperty("prices").GetArrayLength()));
    }

    [Fact]
    public async Task AnOwnPriceIsInForceAtOnceAndTakenBackGivesTheCatalogueItsWord()
    {
        await using var host = await PricesHost.StartAsync(null);
        var listed = host.Charge("openai", "gpt-4o")!;
        var (status, price) = await host.SendAsync("PUT", "/v1/prices/OpenAI/GPT-4o", """{"input_usd_per_million": 1, "output_usd_per_million": 2, "request_usd": 0.01}""");
        Assert.Equal((200, "api"), (status, price.GetProperty("source").GetString()));
        Assert.Equal(0.01m, price.GetProperty("prices").GetProperty("request_usd").GetDecimal());
        var own = host.Charge("openai", "gpt-4o")!;
        Assert.Equal(0.001m + 0.0002m + 0.01m, own.TotalUsd);
        Assert.Equal("override:openai/gpt-4o@1970-01-01T00:00:01.000Z", own.PriceVersion);
        Assert.Equal(listed, host.Charge("openai", "gpt-4o-2024-08-06"));

        (status, price) = await host.SendAsync("DELETE", "/v1/prices/openai/gpt-4o");
        Assert.Equal((200, "package"), (status, price.GetProperty("source").GetString()));
        Assert.Equal(listed, host.Charge("openai", "gpt-4o"));
        Assert.Equal(404, (await host.SendAsync("DELETE", "/v1/prices/openai/gpt-4o")).Status);
    }

    [Fact]
    public async Task ModelsThatNobodyKnowsGetAPriceAndZeroIsAPrice()
    {
        await using var host = await PricesHost.StartAsync(null);
        Assert.Null(host.Charge("house", "org/model-1"));
        await host.SendAsync("PUT", "/v1/prices/house/org%2Fmodel-1", """{"input_usd_per_million": 0, "output_usd_per_million": 0}""");
        Assert.Equal(0, host.Charge("house", "org/model-1")!.TotalUsd);
        Assert.Equal(200, (await host.SendAsync("GET", "/v1/prices/house/org/model-1")).Status);
        Assert.Equal(204, (await host.SendAsync("DELETE", "/v1/prices/house/org/model-1")).Status);
        Assert.Null(host.Charge("house", "org/model-1"));
    }

    [Fact]
    public async Task ADeploymentIsPricedAsTheModelThatItRunsWhateverItsName()
    {
        await using var host = await PricesHost.StartAsync(null, ("Providers:azure:BaseUrl", "https://x.openai.azure.com"), ("Providers:azure:Deployments:gpt-4", "gpt-4o-mini"));
        Assert.Equal(((1000 * 0.15m) + (100 * 0.60m)) / 1_000_000, host.Charge("azure", "gpt-4")!.TotalUsd);
    }

    [Fact]
    public async Task TheApiGoesBeforeSettingsAndTheseBeforeTheCatalogue()
    {
        (string, string?)[] settings = [("Pricing:Overrides:0:Provider", "openai"), ("Pricing:Overrides:0:Model", "gpt-4o"), ("Pricing:Overrides:0:InputUsdPerMillion", "5"), ("Pricing:Overrides:0:OutputUsdPerMillion", "0")];
        var documents = new MemoryDocuments();
        await using (var host = await PricesHost.StartAsync(documents, settings))
        {
            Assert.Equal(0.005m, host.Charge("openai", "gpt-4o")!.TotalUsd);
            Assert.StartsWith("override:openai/gpt-4o@settings-", host.Charge("openai", "gpt-4o")!.PriceVersion);
            await host.SendAsync("PUT", "/v1/prices/openai/gpt-4o", """{"request_usd": 1}""");
        }

        await using var next = await PricesHost.StartAsync(documents, settings);
        Assert.Equal(1m, next.Charge("openai", "gpt-4o")!.TotalUsd);
        await next.SendAsync("DELETE", "/v1/prices/openai/gpt-4o");
        Assert.Equal(0.005m, next.Charge("openai", "gpt-4o")!.TotalUsd);
    }

    [Fact]
    public async Task PricesAreListedOwnOnesFirstAndSearchedForByWords()
    {
        await using var host = await PricesHost.StartAsync(null);
        await host.SendAsync("PUT", "/v1/prices/xai/grok-99", """{"input_usd_per_million": 1}""");
        var (_, page) = await host.SendAsync("GET", "/v1/prices?search=grok+xai&limit=2");
        var prices = page.GetProperty("prices");
        Assert.Equal(["grok-99", "grok-2-1212"], prices.EnumerateArray().Select(price => price.GetProperty("model").GetString()));
        Assert.True(page.GetProperty("has_more").GetBoolean());
        Assert.True(page.GetProperty("total").GetInt32() > 10);

        (_, page) = await host.SendAsync("GET", "/v1/prices?model=gpt-4o&provider=openai");
        Assert.Equal("gpt-4o", Assert.Single(page.GetProperty("prices").EnumerateArray()).GetProperty("model").GetString());
        (_, page) = await host.SendAsync("GET", "/v1/prices?model=gpt-4o");
        Assert.Contains("azure", page.GetProperty("prices").EnumerateArray().Select(price => price.GetProperty("provider").GetString()));
    }

    [Theory]
    [InlineData("PUT", "/v1/prices/openai/gpt-4o", """{"input_usd_per_milion": 1}""", "input_usd_per_milion")]
    [InlineData("PUT", "/v1/prices/openai/gpt-4o", """{"input_usd_per_million": -1}""", "input_usd_per_million")]
    [InlineData("PUT", "/v1/prices/openai/gpt-4o", """{"input_usd_per_million": 1e9}""", "input_usd_per_million")]
    [InlineData("PUT", "/v1/prices/openai/gpt-4o", "{}", "at least one")]
    [InlineData("PUT", "/v1/prices/openai/gpt-4o", "null", "null")]
    [InlineData("PUT", "/v1/prices/openai/gpt-4o", "{", "JSON")]
    [InlineData("GET", "/v1/prices?limit=0", null, "limit")]
    [InlineData("GET", "/v1/prices?page=2", null, "page")]
    public async Task WhatIsWrongIsSaid(string method, string path, string? body, string named)
    {
        await using var host = await PricesHost.StartAsync(null);
        var (status, answer) = await host.SendAsync(method, path, body);
        Assert.Equal(400, status);
        Assert.Equal("invalid_request", answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains(named, answer.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public async Task WhileTheStoreIsAwayAPriceIsRefusedAndNothingChanges()
    {
        await using var host = await PricesHost.StartAsync(new MemoryDocuments { IsAway = true });
        var (status, answer) = await host.SendAsync("PUT", "/v1/prices/openai/gpt-4o", """{"request_usd": 1}""");
        Assert.Equal((503, "clickhouse_down"), (status, answer.GetProperty("error").GetProperty("code").GetString()));
        Assert.NotEqual(1m, host.Charge("openai", "gpt-4o")!.TotalUsd);
    }

    [Theory]
    [InlineData("Pricing:Url", "prices.json", "Pricing:Url")]
    [InlineData("Pricing:RefreshHours", "0", "Pricing:RefreshHours")]
    [InlineData("Pricing:Overrides:0:InputUsdPerMillion", "1", "Pricing:Overrides:0")]
    public async Task SettingsThatCannotWorkAreNamed(string key, string value, string named)
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => PricesHost.StartAsync(null, (key, value)));
        Assert.Contains(named, fault.Message);
    }
}
