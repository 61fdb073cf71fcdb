using System.Net;

namespace Tracehouse.Server.Listening;

/// <summary>An address to listen on, such as <c>http://127.0.0.1:8080</c>.</summary>
/// <param name="Setting">The setting it came from, for messages.</param>
/// <param name="Addresses">The network addresses; two for <c>localhost</c>.</param>
/// <param name="Port">The port; 0 lets the system choose one.</param>
internal sealed record ListenerUrl(string Setting, IReadOnlyList<IPAddress> Addresses, int Port)
{
    /// <summary>Throws <see cref="SettingException"/>, which names the setting and the mend, for anything but a plain http address of this machine.</summary>
    public static ListenerUrl Parse(string setting, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != "http" || url.AbsolutePath != "/" || url.Query.Length > 0)
        {
            throw new SettingException($"{setting} is \"{text}\"; it must look like http://127.0.0.1:8080.");
        }

        IReadOnlyList<IPAddress> addresses = url.Host == "localhost"
            ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
                ? [address]
                : throw new SettingException($"{setting} is \"{text}\"; write an IP address or localhost instead of \"{url.Host}\".");
        if (!addresses.All(IPAddress.IsLoopback))
        {
            throw new SettingException(
                $"{setting} is \"{text}\", which other machines can reach. This version has no sign-in, so it listens on loopback addresses only: " +
                "use http://127.0.0.1:PORT, and put a proxy that asks for credentials in front of it.");
        }

        return new ListenerUrl(setting, addresses, url.Port);
    }
}
