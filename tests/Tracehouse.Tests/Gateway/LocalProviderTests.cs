using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Gateway.Routing;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Servers of models on this machine: found without a setting, and offered only when they were set up.</summary>
public sealed class LocalProviderTests
{
    [Theory]
    [InlineData("OLLAMA_BASE_URL", "ollama")]
    [InlineData("OLLAMA_HOST", "ollama")]
    [InlineData("VLLM_BASE_URL", "vllm")]
    [InlineData("LMSTUDIO_BASE_URL", "lmstudio")]
    public async Task EnvironmentSaysWhereOneIsAndNoKeyIsNeeded(string variable, string provider)
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var host = await GatewayHost.StartAsync((variable, new Uri(upstream.BaseUrl).Authority));
        using var response = await host.PostAsync($$"""{"model":"{{provider}}/llama3.2:1b","messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("/v1/chat/completions", (await upstream.NextAsync(GatewayHost.Stop)).Target);
        var record = await host.RecordAsync();
        Assert.Equal(provider, record.Provider);
        Assert.Equal("llama3.2:1b", record.Model);
        Assert.Null(record.Cost);
    }

    [Theory]
    [InlineData("127.0.0.1:1", "http://127.0.0.1:1/v1")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434/v1")]
    [InlineData("0.0.0.0:9", "http://127.0.0.1:9/v1")]
    [InlineData("[::]:9", "http://127.0.0.1:9/v1")]
    [InlineData("[::1]", "http://[::1]:11434/v1")]
    [InlineData(":9", "http://127.0.0.1:9/v1")]
    [InlineData("box.local", "http://box.local:11434/v1")]
    [InlineData("http://box.local:9/", "http://box.local:9/v1")]
    [InlineData("https://box.local/api/v1", "https://box.local:443/api/v1")]
    [InlineData("ftp://box", "ftp://box:21/v1")]
    [InlineData("not an address", "not an address")]
    public void AddressIsReadAsTheProgramsOfTheServerReadIt(string written, string expected) =>
        Assert.Equal(expected, LocalAddress.Complete(written, "http://127.0.0.1:11434/v1"));

    [Theory]
    [InlineData("ollama", "http://127.0.0.1:11434/v1")]
    [InlineData("vllm", "http://127.0.0.1:8000/v1")]
    [InlineData("lmstudio", "http://127.0.0.1:1234/v1")]
    public async Task UsualAddressNeedsNoSettingAndIsNotOffered(string name, string address)
    {
        await using var host = await GatewayHost.StartAsync();
        var provider = host.Services.GetRequiredService<ProviderTable>().Find(name)!;
        Assert.Equal(address, provider.BaseUrl);
        Assert.True(provider.IsConfigured);
        Assert.False(provider.IsOffered);
    }

    [Fact]
    public async Task OneThatIsNotRunningIsUnreachable()
    {
        await using var host = await GatewayHost.StartAsync(("Providers:lmstudio:BaseUrl", "http://127.0.0.1:1/v1"));
        using var response = await host.PostAsync("""{"model":"lmstudio/x","messages":[{"role":"user","content":"Hi"}]}""");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("lmstudio could not be reached at 127.0.0.1:1", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
    }
}
