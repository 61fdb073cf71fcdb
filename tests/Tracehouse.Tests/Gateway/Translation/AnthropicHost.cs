using System.Globalization;
using System.Text.RegularExpressions;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Translation;

/// <summary>A gateway whose provider <c>anthropic</c> is a fake that is strict.</summary>
internal static partial class AnthropicHost
{
    public static async Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = FakeAnthropic.StrictAsync;
        (string Key, string? Value)[] plain = [("Providers:anthropic:BaseUrl", new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority)), ("Providers:anthropic:ApiKey", "sk-ant")];
        return await GatewayHost.StartAsync(upstream, [.. plain.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Key), .. settings]);
    }

    /// <summary>The answer as if it had been created at the second 1, when it was created just now.</summary>
    public static string WithoutTime(string answer, TimeProvider time) => Created().Replace(answer, match =>
    {
        Assert.InRange(time.GetUtcNow().ToUnixTimeSeconds() - long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 0, 60);
        return "\"created\":1";
    });

    [GeneratedRegex("\"created\":([0-9]+)")]
    private static partial Regex Created();
}
