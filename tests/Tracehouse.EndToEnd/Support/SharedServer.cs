using System.Net;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Support;

/// <summary>One server, with a fake upstream in the place of OpenAI, for all tests that leave it as they found it.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;

    public FakeUpstream Upstream { get; private set; } = null!;

    public Uri EngineUrl { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public async ValueTask InitializeAsync()
    {
        Upstream = await FakeUpstream.StartAsync();
        Server = await ServerProcess.StartAsync(
            "--Providers:openai:BaseUrl", Upstream.BaseUrl, "--Providers:openai:ApiKey", "sk-test",
            "--Providers:anthropic:BaseUrl", new Uri(new Uri(Upstream.BaseUrl), "/").OriginalString, "--Providers:anthropic:ApiKey", "sk-ant-test", "--Engine:Url", EngineUrl.OriginalString);
        await Eventually.TrueAsync(async () => (await Server.GetAsync("v1/traces?limit=1")).Status == HttpStatusCode.OK, "the store is ready");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
