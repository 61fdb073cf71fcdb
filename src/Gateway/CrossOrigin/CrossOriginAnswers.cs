using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Extras;

namespace Tracehouse.Gateway.CrossOrigin;

/// <summary>Tells browsers that the pages of some origins may call the gateway and read its headers. What providers say of that is theirs to say of themselves.</summary>
internal sealed class CrossOriginAnswers(IReadOnlySet<string> origins)
{
    private const int PreflightSeconds = 600;

    /// <summary>Answers a browser's question before a call, and marks the answers to calls.</summary>
    public Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (!origins.Contains(origin))
        {
            return next(context);
        }

        if (HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.AccessControlRequestMethod.Count > 0)
        {
            var headers = context.Response.Headers;
            var asked = context.Request.Headers.AccessControlRequestHeaders.ToString();
            Allow(headers, origin);
            headers.AccessControlAllowMethods = "GET, POST, PUT, PATCH, DELETE";
            headers.AccessControlAllowHeaders = AnswerHeaders.CanCarry(asked) ? asked : "";
            headers.AccessControlMaxAge = PreflightSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        // Errors clear the headers that were set before, so these are set last.
        context.Response.OnStarting(() =>
        {
            Allow(context.Response.Headers, origin);
            context.Response.Headers.AccessControlExposeHeaders = $"{AnswerHeaders.All}, Retry-After, x-request-id, x-should-retry";
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Allow(IHeaderDictionary headers, string origin)
    {
        headers.AccessControlAllowOrigin = origin;
        headers.Append("Vary", "Origin");
    }
}
