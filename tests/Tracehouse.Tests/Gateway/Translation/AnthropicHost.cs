using Tracehouse.Testing;

namespace Tracehouse.Tests.Gateway.Translation;

/// <summary>A gateway whose provider <c>anthropic</c> is a fake that is strict.</summary>
internal static class AnthropicHost
{
    public static async Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = FakeAnthropic.StrictAsync;
        (string Key, string? Value)[] plain = [("Providers:anthropic:BaseUrl", new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority)), ("Providers:anthropic:ApiKey", "sk-ant")];
        return await GatewayHost.StartAsync(upstream, [.. plain.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Key), .. settings]);
    }
}
