using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Projects;

/// <summary><c>projects</c>, <c>health</c> and <c>ready</c>, and the way from the addresses that SDKs print to our pages.</summary>
internal static class ProjectsEndpoints
{
    private const string Version = "4.16.0";
    private const string Organization = "tracehouse";

    public static void MapLangfuseProjects(this IEndpointRouteBuilder routes)
    {
        var langfuse = routes.MapLangfuse();
        langfuse.MapGet("/projects", List);
        langfuse.MapGet("/organizations/projects", ListOfOrganization);
        foreach (var path in new[] { "/health", "/ready" })
        {
            langfuse.MapGet(path, () => Results.Json(new HealthAnswer("OK", Version), ProjectsJson.Readable.HealthAnswer));
        }

        routes.MapPage("/trace/{id}", ToTrace);
        routes.MapPage("/project/{project}", (_, _) => Results.Redirect("/traces"));
        routes.MapPage("/project/{project}/traces/{id}", ToTrace);
        routes.MapPage("/project/{project}/sessions/{id}", (_, id) => Results.Redirect($"/traces?session_id={Uri.EscapeDataString(id)}"));
        routes.MapPage("/project/{project}/users/{id}", (_, id) => Results.Redirect($"/traces?user_id={Uri.EscapeDataString(id)}"));
        routes.MapPage("/project/{project}/datasets/{id}/{**rest}", (_, id) => Results.Redirect($"/datasets/{Uri.EscapeDataString(id)}"));
        routes.MapPage("/project/{project}/{**rest}", (_, _) => Results.Redirect("/traces"));
    }

    private static IResult List(HttpContext context)
    {
        var project = context.Caller().Project.Value;
        var answer = new ProjectAnswer(project, project, new OrganizationAnswer(Organization, Organization), new Dictionary<string, string>(), null);
        return Results.Json(new ProjectList([answer]), ProjectsJson.Readable.ProjectList);
    }

    private static IResult ListOfOrganization(HttpContext context)
    {
        var project = context.Caller().Project.Value;
        return Results.Json(new OrganizationProjectList([new OrganizationProject(project, project, new Dictionary<string, string>(), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)]), ProjectsJson.Readable.OrganizationProjectList);
    }

    private static void MapPage(this IEndpointRouteBuilder routes, string path, Func<HttpContext, string, IResult> answer) =>
        routes.MapGet(path, (HttpContext context) => answer(context, context.Request.RouteValues["id"] as string ?? "")).ExcludeFromDescription();

    private static IResult ToTrace(HttpContext context, string id)
    {
        var observation = context.Request.Query["observation"].ToString();
        var trace = TraceId.TryParse(id, out var parsed) ? parsed.Value : id;
        return Results.Redirect($"/traces/{Uri.EscapeDataString(trace)}{(observation.Length > 0 ? $"?view=tree&span={Uri.EscapeDataString(observation)}" : "")}");
    }
}
