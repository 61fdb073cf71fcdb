using System.Net;

namespace Tracehouse.Server.Listening;

/// <summary>An address to listen on, such as <c>http://127.0.0.1:8080</c>.</summary>
/// <param name="Setting">The setting it came from, for messages.</param>
/// <param name="Addresses">The network addresses; two for <c>localhost</c>.</param>
/// <param name="Port">The port; 0 lets the system choose one.</param>
internal sealed record ListenerUrl(string Setting, IReadOnlyList<IPAddress> Addresses, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => Addresses.All(IPAddress.IsLoopback);

    /// <summary>Throws <see cref="SettingException"/>, which names the setting and the mend, for anything but a plain http address.</summary>
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
        return new ListenerUrl(setting, addresses, url.Port);
    }

    /// <summary>The same for what asks nobody for credentials, and so takes addresses of this machine only.</summary>
    public static ListenerUrl ParseLoopback(string setting, string text)
    {
        var url = Parse(setting, text);
        return url.IsLoopback
            ? url
            : throw new SettingException($"{setting} is \"{text}\", which other machines can reach. Nobody is asked for a key there, so it takes loopback addresses only: use http://127.0.0.1:PORT.");
    }
}
