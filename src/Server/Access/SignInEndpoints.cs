using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Keys;
using Tracehouse.Records;

namespace Tracehouse.Server.Access;

/// <summary>
/// <c>POST /sign-in</c> takes the two halves of a key, or the secret alone, and gives the browser a cookie; <c>POST /sign-out</c> takes it back.
/// The page itself is one of the pages.
/// </summary>
internal static class SignInEndpoints
{
    public const string Path = "/sign-in";
    public const string OutPath = "/sign-out";
    public const string Cookie = "tracehouse-session";

    private const int FormBytesMax = 16 * 1024;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, SignInAsync).DisableAntiforgery();
        routes.MapPost(OutPath, SignOut).DisableAntiforgery();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, KeyRing ring, Sessions sessions, TryLimit limit, IOptions<SignInOptions> options, CancellationToken stop)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > FormBytesMax)
        {
            return Results.BadRequest();
        }

        var form = await context.Request.ReadFormAsync(stop);
        var to = LocalOnly(form["to"]);
        if (!limit.TryEnter(context.Connection.RemoteIpAddress))
        {
            return Back("often", to);
        }

        var publicHalf = form["public"].ToString().Trim();
        if (ring.Check(form["secret"].ToString().Trim(), publicHalf.Length > 0 ? publicHalf : null).Key is not { } key)
        {
            return Back("wrong", to);
        }

        if (key.Role == KeyRole.CallOnly)
        {
            return Back("calls", to);
        }

        context.Response.Cookies.Append(Cookie, sessions.Begin(key), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = CameSecurely(context.Request, options.Value),
            MaxAge = sessions.Lifetime,
            Path = "/",
            IsEssential = true,
        });
        return Results.LocalRedirect(to);
    }

    /// <summary>Of several proxies the last one speaks, which is the one before us.</summary>
    private static bool CameSecurely(HttpRequest request, SignInOptions options) => request.IsHttps
        || (options.TrustForwardedProto && string.Equals(request.Headers["X-Forwarded-Proto"].ToString().Split(',')[^1].Trim(), "https", StringComparison.OrdinalIgnoreCase));

    private static IResult SignOut(HttpContext context, Sessions sessions)
    {
        if (context.Request.Cookies[Cookie] is { Length: > 0 } id)
        {
            sessions.End(id);
        }

        context.Response.Cookies.Delete(Cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        return Results.LocalRedirect(Path);
    }

    private static IResult Back(string why, string to) => Results.LocalRedirect($"{Path}?why={why}&to={Uri.EscapeDataString(to)}");

    /// <summary>Nowhere but to a page of ours, so that a link to this page cannot lead away.</summary>
    private static string LocalOnly(string? to) =>
        to is ['/', not ('/' or '\\'), ..] && !to.Any(char.IsControl) ? to : "/";
}
