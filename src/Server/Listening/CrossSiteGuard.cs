using Tracehouse.Engine.Hosting;
using Tracehouse.Query.Http;

namespace Tracehouse.Server.Listening;

/// <summary>Keeps web pages of other sites out of both doors.</summary>
internal static class CrossSiteGuard
{
    /// <summary>Further host names, for a proxy in front, come from the setting <c>Api:AllowedHosts</c>, separated by semicolons. Some origins may be let in to the gateway.</summary>
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app, string? allowedHosts, IReadOnlySet<string> gatewayOrigins)
    {
        var hosts = (allowedHosts ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return app.Use((context, next) =>
            CrossSiteRule.FaultOf(context.Request, hosts, context.CameThrough(Listener.Gateway) ? gatewayOrigins : null) is { } fault
                ? ApiError.Answer(StatusCodes.Status403Forbidden, "forbidden", $"{fault} Hosts that a proxy in front uses belong into the setting Api:AllowedHosts, and sites whose pages may call the gateway into Gateway:AllowedOrigins.").ExecuteAsync(context)
                : next(context));
    }
}
