using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>
/// What all answers below <c>/api/public</c> have in common: pages of any site may read them, though never with a cookie, and where no route has answered, the
/// body says so in Langfuse's words.
/// </summary>
internal static class LangfuseDoor
{
    /// <summary>The path that everything of Langfuse's lies under.</summary>
    public static readonly PathString Path = "/api/public";

    /// <summary>Where the bytes of media are put and got, by addresses that were signed.</summary>
    public static readonly PathString Files = "/api/public/media-files";

    private const int PreflightSeconds = 600;

    /// <summary>Whether a path needs no key.</summary>
    public static bool IsOpen(PathString path) => path.Value is "/api/public/health" or "/api/public/ready" || path.StartsWithSegments(Files);

    public static Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments(Path))
        {
            return next(context);
        }

        context.Response.OnStarting(() =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            context.Response.Headers.AccessControlExposeHeaders = "Retry-After";
            return Task.CompletedTask;
        });
        return HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.AccessControlRequestMethod.Count > 0
            ? AllowAsync(context)
            : FinishAsync(context, next);
    }

    private static Task AllowAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE";
        headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = PreflightSeconds.ToString(CultureInfo.InvariantCulture);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task FinishAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted || context.Response.ContentType is not null)
        {
            return;
        }

        if (context.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
        {
            var isForOthers = context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed || IsForOtherMethods(context);
            await (isForOthers ? Refuse.NotAllowed() : Refuse.NotFound($"There is nothing at {context.Request.Method} {context.Request.Path}.")).ExecuteAsync(context);
        }
    }

    /// <summary>Whether something is at this path for another method; the pages of the workbench take in whatever is nowhere, so routing does not say.</summary>
    private static bool IsForOtherMethods(HttpContext context) => context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Any(endpoint =>
        endpoint.RoutePattern.RawText is { } text && text.StartsWith(Path.Value!, StringComparison.Ordinal)
        && new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(context.Request.Path, []));
}
