using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Settings;

namespace Tracehouse.Gateway.Upstream;

/// <summary>Finds what is wrong with the settings of upstream connections, and says which to change.</summary>
internal sealed class UpstreamOptionsValidator : IValidateOptions<UpstreamOptions>
{
    private const int DaySeconds = 86_400;

    public ValidateOptionsResult Validate(string? name, UpstreamOptions options) => new SettingFaults("Gateway")
        .Range("ConnectSecondsMax", options.ConnectSecondsMax, 1, DaySeconds)
        .Range("ConnectionSecondsMax", options.ConnectionSecondsMax, 1, DaySeconds)
        .Range("IdleSecondsMax", options.IdleSecondsMax, 1, DaySeconds)
        .Range("IdleConnectionsMax", options.IdleConnectionsMax, 0, 100_000)
        .Need(options.ProxyUrl is null or "" or ProxyChoice.None || IsProxy(options.ProxyUrl), "ProxyUrl is no address of a proxy; give one such as http://proxy:3128, or none.")
        .Range("AnswerHeadBytesMax", options.AnswerHeadBytesMax, 1024, 1 << 20)
        .Range("AnswerHeadersMax", options.AnswerHeadersMax, 8, 10_000)
        .Result;

    private static bool IsProxy(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5";
}
