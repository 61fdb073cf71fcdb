using System.Net;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Providers that can only be reached through a proxy.</summary>
public sealed class ProxyTests
{
    private const string Question = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task ProviderIsAskedThroughTheProxyOfTheSettings()
    {
        await using var proxy = await FakeUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync(
            ("Providers:openai:BaseUrl", "http://models.example.test/v1"), ("Providers:openai:ApiKey", "sk-test"), ("Gateway:ProxyUrl", new Uri(proxy.BaseUrl).GetLeftPart(UriPartial.Authority)));
        using var response = await host.PostAsync(Question);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await proxy.NextAsync(GatewayHost.Stop);
        Assert.Equal("models.example.test", received.Headers["Host"]);
        Assert.Equal("Bearer sk-test", received.Headers["Authorization"]);
        Assert.Equal("openai", (await host.RecordAsync()).Provider);
    }

    [Fact]
    public async Task ProxyThatIsAwayIsNamedAsUnreachable()
    {
        await using var host = await GatewayHost.StartAsync(
            ("Providers:openai:BaseUrl", "http://models.example.test/v1"), ("Providers:openai:ApiKey", "sk-test"), ("Gateway:ProxyUrl", "http://127.0.0.1:1"));
        using var response = await host.PostAsync(Question);
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:11434/v1", false)]
    [InlineData("http://localhost:8000/v1", false)]
    [InlineData("http://box.internal/v1", false)]
    [InlineData("http://llm.example.com/v1", false)]
    [InlineData("https://api.openai.com/v1", true)]
    public void OnlyUpstreamsElsewhereAreAskedThroughIt(string upstream, bool isProxied)
    {
        var options = new UpstreamOptions { ProxyUrl = "http://user:p%40ss@proxy:3128", NoProxy = [".internal", "llm.example.com"] };
        Assert.Equal(isProxied, ProxyChoice.For(new Uri(upstream), options) is not null);
        Assert.Null(ProxyChoice.For(new Uri(upstream), new UpstreamOptions { ProxyUrl = "none" }));
    }

    [Fact]
    public void SignInOfTheProxyIsReadFromItsAddress()
    {
        var proxy = ProxyChoice.For(new Uri("https://api.openai.com"), new UpstreamOptions { ProxyUrl = "http://user:p%40ss@proxy:3128" })!;
        var sign = proxy.Credentials!.GetCredential(new Uri("http://proxy:3128"), "Basic")!;
        Assert.Equal(("user", "p@ss"), (sign.UserName, sign.Password));
    }
}
