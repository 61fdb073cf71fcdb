using Tracehouse.Gateway.Keys;
using Tracehouse.Ingest;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Server.Listening;
using Tracehouse.Vendors;

namespace Tracehouse.Server.Access;

/// <summary>
/// Asks whoever comes to the API and the pages for a key or a session, where keys are required, and notes on whose behalf the request is answered.
/// Open to everybody are only the health, the page to sign in, and the files that it needs.
/// </summary>
internal sealed class AccessGuard(KeyRing ring, Sessions sessions)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!ring.IsRequired)
        {
            context.Features.Set(Caller.Anyone);
            return next(context);
        }

        var check = ring.Check(context.Request);
        if ((check.Key ?? SessionKey(context.Request)) is { } key)
        {
            if (check.Key is null && IsOfNeighbour(context.Request))
            {
                return ApiError.Answer(StatusCodes.Status403Forbidden, "forbidden", "A page of another server may not use this session.").ExecuteAsync(context);
            }

            if (key.Role == KeyRole.CallOnly && !IsOpen(context.Request.Path) && !IsTelemetry(context))
            {
                const string ForCalls = "This API key is for calls of the gateway only.";
                return context.RefuseAsVendor(StatusCodes.Status403Forbidden, ForCalls) ?? ApiError.Answer(StatusCodes.Status403Forbidden, "forbidden", ForCalls).ExecuteAsync(context);
            }

            context.Features.Set(key.ToCaller());
            return next(context);
        }

        if (ring.FindByPublicHalf(context.Request) is { } half && context.IsForPublicKeys())
        {
            context.Features.Set(half.ToCaller());
            return next(context);
        }

        return IsOpen(context.Request.Path) ? next(context) : RefuseAsync(context, check.Fault);
    }

    private ApiKey? SessionKey(HttpRequest request) => request.Cookies[SignInEndpoints.Cookie] is { Length: > 0 } id ? sessions.Find(id) : null;

    /// <summary>A browser lends its cookie to pages of other ports of this host too, which are not ours.</summary>
    private static bool IsOfNeighbour(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    /// <summary>Whoever may call models may also tell of its calls, and what its users think of them.</summary>
    private static bool IsTelemetry(HttpContext context) =>
        context.IsCallOfVendor() || context.CameThrough(Listener.OtlpHttp) || context.CameThrough(Listener.OtlpGrpc)
        || (HttpMethods.IsPost(context.Request.Method)
            && (context.Request.Path.Value is "/v1/traces" or "/v1/traces/import" or "/v1/trace" or "/v1/logs" or "/v1/metrics" or "/v1/scores" or "/api/public/ingestion" or "/api/public/scores" or "/api/public/media"
                || context.Request.Path.StartsWithSegments("/api/public/otel")));

    private static bool IsOpen(PathString path) =>
        path == "/health" || path == SignInEndpoints.Path || path == SignInEndpoints.OutPath || path.StartsWithSegments("/ui/assets") || path.IsOpenOfVendors();

    private static Task RefuseAsync(HttpContext context, string fault)
    {
        // Our own script, which asks for parts of pages, wants to know rather than to be led somewhere else.
        var isPage = HttpMethods.IsGet(context.Request.Method) && !context.Request.Headers.ContainsKey("Tracehouse-Part") && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (isPage)
        {
            return Results.Redirect($"{SignInEndpoints.Path}?to={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}").ExecuteAsync(context);
        }

        var message = fault.Length > 0 ? fault : "This needs an API key: send it as a Bearer token, as the password of HTTP Basic, or in the header X-Tracehouse-Key.";
        if (context.CameThrough(Listener.OtlpGrpc))
        {
            return context.RefuseOtlpGrpcAsync(StatusCodes.Status401Unauthorized, message);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        if (context.RefuseAsVendor(StatusCodes.Status401Unauthorized, message) is { } refused)
        {
            return refused;
        }

        return context.CameThrough(Listener.OtlpHttp) ? context.RefuseOtlpHttpAsync(StatusCodes.Status401Unauthorized, message) : ApiError.Answer(StatusCodes.Status401Unauthorized, "invalid_api_key", message).ExecuteAsync(context);
    }
}
