using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;

namespace Tracehouse.Ui.Access;

/// <summary><c>GET /sign-in</c> and <c>GET /keys</c>.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", (string? why, string? to) => new RazorComponentResult<SignInPage>(new Dictionary<string, object?>
        {
            [nameof(SignInPage.Why)] = why ?? "",
            [nameof(SignInPage.To)] = to ?? "/",
        }) { PreventStreamingRendering = true });
        routes.MapGet("/keys", (HttpContext context) => new RazorComponentResult<KeysPage>(new Dictionary<string, object?>
        {
            [nameof(KeysPage.Caller)] = context.Caller(),
        }) { PreventStreamingRendering = true });
    }
}
