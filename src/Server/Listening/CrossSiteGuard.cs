using Tracehouse.Engine.Hosting;
using Tracehouse.Query.Http;

namespace Tracehouse.Server.Listening;

/// <summary>Keeps web pages of other sites out of both doors.</summary>
internal static class CrossSiteGuard
{
    /// <summary>Further host names, for a proxy in front, come from the setting <c>Api:AllowedHosts</c>, separated by semicolons.</summary>
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app, string? allowedHosts)
    {
        var hosts = (allowedHosts ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return app.Use((context, next) =>
            CrossSiteRule.FaultOf(context.Request, hosts) is { } fault
                ? ApiError.Answer(StatusCodes.Status403Forbidden, "forbidden", $"{fault} Hosts that a proxy in front uses belong into the setting Api:AllowedHosts.").ExecuteAsync(context)
                : next(context));
    }
}
