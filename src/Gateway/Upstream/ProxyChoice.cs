using System.Net;

namespace Tracehouse.Gateway.Upstream;

/// <summary>Which upstreams are asked through a proxy: that of the settings, else that of the environment (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>NO_PROXY</c>). Never one on this machine.</summary>
internal static class ProxyChoice
{
    public const string None = "none";

    /// <summary>Null for an upstream that is asked directly.</summary>
    public static IWebProxy? For(Uri address, UpstreamOptions options)
    {
        if (address.IsLoopback || options.ProxyUrl == None || options.NoProxy.Any(host => Covers(host, address.Host)))
        {
            return null;
        }

        var proxy = string.IsNullOrWhiteSpace(options.ProxyUrl) ? HttpClient.DefaultProxy : Fixed(new Uri(options.ProxyUrl));
        return proxy.IsBypassed(address) || proxy.GetProxy(address) is null ? null : proxy;
    }

    private static WebProxy Fixed(Uri address) => new(address) { Credentials = CredentialsOf(address) };

    private static NetworkCredential? CredentialsOf(Uri address) => address.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest]
        ? new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(rest.FirstOrDefault(""))) : null;

    /// <summary>A host, or with a dot in front all hosts below it.</summary>
    private static bool Covers(string rule, string host) =>
        rule.StartsWith('.') ? host.EndsWith(rule, StringComparison.OrdinalIgnoreCase) : host.Equals(rule, StringComparison.OrdinalIgnoreCase);
}
