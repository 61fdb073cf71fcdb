using Tracehouse.Engine.Hosting;
using Tracehouse.Gateway.Keys;
using Tracehouse.Query.Http;
using Tracehouse.Vendors;

namespace Tracehouse.Server.Listening;

/// <summary>
/// Keeps web pages of other sites out of both doors. While being on this machine is the only credential, nobody may come by another host's name either; where
/// keys are required the name does not matter, because a page that points a name of its own here has neither a key nor our cookie.
/// </summary>
internal static class CrossSiteGuard
{
    /// <summary>Further host names, for a proxy in front, come from the setting <c>Api:AllowedHosts</c>, separated by semicolons. Some origins may be let in to the gateway.</summary>
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app, KeyRing ring, string? allowedHosts, IReadOnlySet<string> gatewayOrigins)
    {
        var hosts = (allowedHosts ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return app.Use((context, next) =>
            ring.IsRequired && (IsNoBrowser(context.Request.Headers) || IsForAnyOrigin(context)) ? next(context)
            : FaultOf(context, ring.IsRequired ? With(hosts, context.Request.Host.Host) : hosts, gatewayOrigins) is { } fault ? RefuseAsync(context, fault)
            : next(context));
    }

    private static string? FaultOf(HttpContext context, IReadOnlySet<string> hosts, IReadOnlySet<string> gatewayOrigins) =>
        CrossSiteRule.FaultOf(context.Request, hosts, context.CameThrough(Listener.Gateway) ? gatewayOrigins : null);

    private static Task RefuseAsync(HttpContext context, string fault) => ApiError.Answer(
        StatusCodes.Status403Forbidden,
        "forbidden",
        $"{fault} Hosts that a proxy in front uses belong into the setting Api:AllowedHosts, and sites whose pages may call the gateway into Gateway:AllowedOrigins.").ExecuteAsync(context);

    private static bool IsNoBrowser(IHeaderDictionary headers) => headers.Origin.Count == 0 && !headers.ContainsKey("Sec-Fetch-Site");

    /// <summary>Some vendors' APIs are asked by pages of any site; a page that brings our cookie instead of a key is refused behind this.</summary>
    private static bool IsForAnyOrigin(HttpContext context) => !context.CameThrough(Listener.Gateway) && context.Request.IsForAnyOrigin() && context.Request.Headers.Cookie.Count == 0;

    private static IReadOnlySet<string> With(HashSet<string> hosts, string host) =>
        host.Length == 0 || hosts.Contains(host) ? hosts : new HashSet<string>(hosts, StringComparer.OrdinalIgnoreCase) { host };
}
