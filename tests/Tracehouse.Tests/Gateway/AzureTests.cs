using System.Net;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Azure: where a call goes by its deployment, which version of the API it asks for, who it says it is, and what it costs.</summary>
public sealed class AzureTests
{
    private const string Hello = """{"model":"azure/my-gpt","messages":[{"role":"user","content":"Hi"}]}""";

    [Theory]
    [InlineData("/v1/chat/completions", Hello, "/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21")]
    [InlineData("/v1/chat/completions?x=1", Hello, "/openai/deployments/my-gpt/chat/completions?x=1&api-version=2024-10-21")]
    [InlineData("/v1/chat/completions?api-version=2025-01-01-preview", Hello, "/openai/deployments/my-gpt/chat/completions?api-version=2025-01-01-preview")]
    [InlineData("/v1/completions", """{"model":"azure/my-gpt","prompt":"Hi"}""", "/openai/deployments/my-gpt/completions?api-version=2024-10-21")]
    [InlineData("/v1/embeddings", """{"model":"azure/my-gpt","input":"Hi"}""", "/openai/deployments/my-gpt/embeddings?api-version=2024-10-21")]
    [InlineData("/v1/images/generations", """{"model":"azure/my-gpt","prompt":"Hi"}""", "/openai/deployments/my-gpt/images/generations?api-version=2024-10-21")]
    [InlineData("/v1/audio/speech", """{"model":"azure/my-gpt","input":"Hi"}""", "/openai/deployments/my-gpt/audio/speech?api-version=2024-10-21")]
    [InlineData("/v1/responses", """{"model":"azure/my-gpt","input":"Hi"}""", "/openai/v1/responses")]
    public async Task CallGoesToItsDeployment(string path, string sent, string target)
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(path, sent, ("Authorization", "Bearer any"), ("api-key", "any"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(target, received.Target);
        Assert.Equal(sent.Replace("azure/", ""), Encoding.UTF8.GetString(received.Body));
        Assert.Equal("azure-key", received.Headers["api-key"]);
        Assert.False(received.Headers.ContainsKey("Authorization"));
        var record = await host.RecordAsync();
        Assert.Equal("azure", record.Provider);
        Assert.Equal("my-gpt", record.Model);
    }

    [Theory]
    [InlineData("", "2024-06-01", "/openai/deployments/a%2Fb/chat/completions?api-version=2024-06-01")]
    [InlineData("/openai/", "2024-06-01", "/openai/deployments/a%2Fb/chat/completions?api-version=2024-06-01")]
    [InlineData("/behind/a/proxy", "2024-06-01", "/behind/a/proxy/openai/deployments/a%2Fb/chat/completions?api-version=2024-06-01")]
    [InlineData("/openai/v1", "2024-06-01", "/openai/v1/chat/completions")]
    public async Task EndpointIsTakenHoweverItIsWritten(string end, string version, string target)
    {
        await using var host = await StartAsync(end, ("AZURE_OPENAI_API_VERSION", version));
        using var response = await host.PostAsync(Hello.Replace("my-gpt", "a/b"));
        Assert.Equal(target, (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
    }

    [Theory]
    [InlineData("/providers/azure/openai/deployments/x/chat/completions", "/openai/deployments/x/chat/completions?api-version=2024-10-21")]
    [InlineData("/providers/azure/openai/deployments/x/chat/completions?api-version=1", "/openai/deployments/x/chat/completions?api-version=1")]
    [InlineData("/providers/azure/openai/v1/files", "/openai/v1/files")]
    public async Task PathUnderTheProviderPassesAsItIs(string path, string target)
    {
        await using var host = await StartAsync();
        using var response = await host.SendAsync(path, "{}");
        Assert.Equal(target, (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
    }

    [Theory]
    [InlineData("Authorization", "Bearer eyJ0")]
    [InlineData("api-key", "caller")]
    public async Task CallersOwnTokenOrKeyPassesWhenTheServerHasNone(string header, string value)
    {
        await using var host = await StartAsync("", ("AZURE_OPENAI_API_KEY", ""));
        using var none = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Contains("AZURE_OPENAI_API_KEY", await none.Content.ReadAsStringAsync(GatewayHost.Stop));
        using var response = await host.PostAsync(Hello, (header, value));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(value, received.Headers[header]);
        Assert.NotEqual(received.Headers.ContainsKey("api-key"), received.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("gpt-4o-mini-2024-07-18", null, true)]
    [InlineData("no-such-model", "gpt-4o-mini", true)]
    [InlineData("no-such-model", null, false)]
    public async Task PriceIsThatOfTheModelInTheDeployment(string answered, string? configured, bool isPriced)
    {
        await using var host = await StartAsync("", ("Providers:azure:Deployments:gpt-4o", configured));
        host.Upstream.Answer = UpstreamAnswers.Json(200, UpstreamAnswers.Completion.Replace("gpt-4o-mini-2024-07-18", answered));
        using var response = await host.PostAsync(Hello.Replace("my-gpt", "gpt-4o"));
        var cost = (await host.RecordAsync()).Cost;
        decimal? expected = isPriced ? ((800 * 0.15m) + (200 * 0.075m) + (100 * 0.6m)) / 1_000_000 : null;
        Assert.Equal(expected, cost?.TotalUsd);
    }

    [Fact]
    public async Task StreamIsReadThoughItBeginsWithAnEventAboutFilters()
    {
        await using var host = await StartAsync();
        const string Filters = "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[]}\n\n";
        host.Upstream.Answer = UpstreamAnswers.Events(Filters + UpstreamAnswers.Stream);
        using var response = await host.PostAsync(Hello[..^1] + ",\"stream\":true}");
        Assert.Equal(Filters + UpstreamAnswers.StreamStart + "data: [DONE]\n\n", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var record = await host.RecordAsync();
        Assert.Equal(SpanStatus.Success, record.Status);
        Assert.Equal(7, record.Usage.Input);
        Assert.NotNull(record.Cost);
    }

    [Fact]
    public async Task FurtherResourceIsAProviderOfItsOwn()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        var endpoint = new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority);
        await using var host = await GatewayHost.StartAsync(
            ("Providers:azure-eu:BaseUrl", endpoint), ("Providers:azure-eu:ApiVersion", "2025-04-01-preview"), ("Providers:azure-eu:ApiKey", "eu-key"));
        using var response = await host.PostAsync(Hello.Replace("azure/", "azure-eu/"));
        var received = await upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("/openai/deployments/my-gpt/chat/completions?api-version=2025-04-01-preview", received.Target);
        Assert.Equal("eu-key", received.Headers["api-key"]);
        Assert.NotNull((await host.RecordAsync()).Cost);
    }

    [Fact]
    public async Task WithoutAnEndpointTheErrorNamesWhatToSet()
    {
        await using var host = await GatewayHost.StartAsync(("AZURE_OPENAI_API_KEY", "azure-key"), ("AZURE_OPENAI_ENDPOINT", ""));
        using var response = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("set AZURE_OPENAI_ENDPOINT or Providers:azure:BaseUrl", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }

    [Fact]
    public async Task OnlyDeploymentsOfTheSettingsAreOfferedOrFoundWithoutTheirProvider()
    {
        await using var host = await StartAsync("", ("Providers:azure:Deployments:my-gpt", "gpt-4o"));
        var models = await host.Client.GetStringAsync("/v1/models", GatewayHost.Stop);
        Assert.Contains("\"azure/my-gpt\"", models);
        Assert.DoesNotContain("\"azure/gpt-4o", models);
        using var mine = await host.PostAsync(Hello.Replace("azure/", ""));
        Assert.StartsWith("/openai/deployments/my-gpt/", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
        using var other = await host.PostAsync(Hello.Replace("azure/my-gpt", "gpt-4o"));
        Assert.Equal("/v1/chat/completions", (await host.Upstream.NextAsync(GatewayHost.Stop)).Target);
    }

    /// <summary>Azure's resource is at the root of the upstream.</summary>
    private static Task<GatewayHost> StartAsync() => StartAsync("");

    private static async Task<GatewayHost> StartAsync(string end, params (string Key, string? Value)[] settings)
    {
        var upstream = await FakeUpstream.StartAsync();
        (string Key, string? Value)[] plain = [("AZURE_OPENAI_ENDPOINT", new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority) + end), ("AZURE_OPENAI_API_KEY", "azure-key")];
        return await GatewayHost.StartAsync(upstream, [.. plain.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Key), .. settings.Where(setting => setting.Value is not null)]);
    }
}
