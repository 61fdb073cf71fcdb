using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Engine.Hosting;

/// <summary>
/// Tells a request that a web page of another site has a browser of this machine make. Where being on this machine is the only credential there is,
/// a browser would lend it to any page: through a plain cross-site request, or through a host name that the page's owner points at 127.0.0.1.
/// </summary>
public static class CrossSiteRule
{
    /// <summary>What is wrong with a request that must be refused; null for all others.</summary>
    /// <param name="request">The request.</param>
    /// <param name="allowedHosts">Host names besides those of this machine.</param>
    /// <param name="allowedOrigins">Other sites whose pages may call nevertheless.</param>
    public static string? FaultOf(HttpRequest request, IReadOnlySet<string> allowedHosts, IReadOnlySet<string>? allowedOrigins = null)
    {
        var host = request.Host.Host;
        if (!IsAllowed(host, allowedHosts))
        {
            return $"This server answers to localhost only, not to '{host}'.";
        }

        if (IsNavigation(request) || allowedOrigins?.Contains(request.Headers.Origin.ToString()) == true)
        {
            return null;
        }

        var isForeign = request.Headers["Sec-Fetch-Site"] == "cross-site"
            || (request.Headers.Origin.ToString() is { Length: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var url) && IsAllowed(url.Host, allowedHosts)));
        return isForeign ? "A web page of another site may not call this server." : null;
    }

    /// <summary>Following a link from elsewhere to a page here is harmless: it reads nothing for the other site and changes nothing.</summary>
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool IsAllowed(string host, IReadOnlySet<string> allowed) =>
        host.Length == 0
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))
        || allowed.Contains(host);
}
