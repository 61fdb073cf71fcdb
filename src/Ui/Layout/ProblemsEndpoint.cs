using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Tracehouse.Ui.Layout;

/// <summary>What a browser gets for an address that leads nowhere.</summary>
internal static class ProblemsEndpoint
{
    public static void MapProblems(this IEndpointRouteBuilder routes) => routes.MapFallback("{*path}", NotFound);

    private static IResult NotFound(HttpContext context)
    {
        // Programs that lost their way are better served with an empty answer than with a page.
        if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return Results.NotFound();
        }

        var parameters = new Dictionary<string, object?>
        {
            [nameof(ProblemPage.Title)] = "Nothing here",
            [nameof(ProblemPage.Text)] = $"There is no page at {context.Request.Path}.",
        };
        return new RazorComponentResult<ProblemPage>(parameters) { StatusCode = StatusCodes.Status404NotFound, PreventStreamingRendering = true };
    }
}
