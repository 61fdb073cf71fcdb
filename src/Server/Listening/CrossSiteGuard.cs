using System.Net;
using Tracehouse.Query.Http;

namespace Tracehouse.Server.Listening;

/// <summary>
/// Keeps web pages of other sites out. Without sign-in, being on this machine is the only credential there is, and a browser on this machine
/// would lend it to any page: through a plain cross-site request, or through a host name that the page's owner points at 127.0.0.1.
/// </summary>
internal static class CrossSiteGuard
{
    /// <summary>Further host names, for a proxy in front, come from the setting <c>AllowedHosts</c>, separated by semicolons.</summary>
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app, string? allowedHosts)
    {
        var hosts = (allowedHosts ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return app.Use((context, next) =>
        {
            var fault = FaultOf(context.Request, hosts);
            return fault is null
                ? next(context)
                : ApiError.Answer(StatusCodes.Status403Forbidden, "forbidden", fault).ExecuteAsync(context);
        });
    }

    private static string? FaultOf(HttpRequest request, HashSet<string> allowed)
    {
        if (request.Headers["Sec-Fetch-Site"] == "cross-site" && !IsNavigation(request))
        {
            return "A web page of another site may not call this server.";
        }

        var host = request.Host.Host;
        return IsLocal(host) || allowed.Contains(host)
            ? null
            : $"This server answers to localhost only, not to '{host}'. If a proxy in front uses that name, add it to the setting AllowedHosts.";
    }

    /// <summary>Following a link from elsewhere to one of our pages is harmless: it reads nothing for the other site and changes nothing here.</summary>
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";

    private static bool IsLocal(string host) =>
        host.Length == 0
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
