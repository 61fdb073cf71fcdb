using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;

namespace Tracehouse.Ui.Aliases;

/// <summary><c>GET /aliases</c>, the list, and <c>GET /aliases/edit</c>, the form for one of them; it changes aliases through the API.</summary>
internal static class AliasPages
{
    public const string Path = "/aliases";

    public static void MapAliasPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, List);
        routes.MapGet(Path + "/edit", Edit);
    }

    public static string UrlOf(string name) => $"{Path}/edit?name={Uri.EscapeDataString(name)}";

    private static RazorComponentResult<AliasesPage> List(HttpContext context, IAliasBook book) => new(new Dictionary<string, object?>
    {
        [nameof(AliasesPage.Aliases)] = book.All(context.Caller().Project),
        [nameof(AliasesPage.IsAdmin)] = context.Caller().Role == KeyRole.Admin,
    }) { PreventStreamingRendering = true };

    private static RazorComponentResult<AliasPage> Edit(HttpContext context, IAliasBook book, string? name)
    {
        var alias = book.All(context.Caller().Project).FirstOrDefault(alias => alias.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return new RazorComponentResult<AliasPage>(new Dictionary<string, object?>
        {
            [nameof(AliasPage.Name)] = alias?.Name ?? name ?? "",
            [nameof(AliasPage.Alias)] = alias,
            [nameof(AliasPage.MayChange)] = context.Caller().Role == KeyRole.Admin && alias?.IsFixed != true,
        }) { PreventStreamingRendering = true };
    }
}
