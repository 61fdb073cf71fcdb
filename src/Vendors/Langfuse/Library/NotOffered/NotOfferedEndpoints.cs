using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Library.NotOffered;

/// <summary>
/// What Langfuse has and we do not: evaluators that run here, their rules, keys of providers for them, dashboards and exports to buckets. Lists of them are empty, which
/// is true; whatever would make one is refused with 501, so that nobody takes it for done.
/// </summary>
internal static class NotOfferedEndpoints
{
    private const string Evaluation = "Evaluators do not run here. Run them in your own process, as the SDK's experiments do, and send scores.";
    private const string Connection = "Connections to models are kept by the gateway. Set the key of a provider with POST /v1/config/keys.";
    private const string Export = "There is no export to buckets. Read the API, or copy the data directory.";
    private const string Users = "There are no users here: keys open projects.";
    private const string Keys = "A project is there as soon as a key names it. Make keys with POST /v1/keys.";
    private const string Dashboard = "Dashboards cannot be made through this API.";

    private static readonly string[] ChangingMethods = ["POST", "PUT", "PATCH", "DELETE"];

    public static void MapNotOffered(this IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/v2/evaluators", "/v2/evaluation-rules"])
        {
            Map(routes, path, context => Results.Json(new CursorPage([], new CursorMeta(null)), NotOfferedJson.Readable.CursorPage), Evaluation, Refuse.NotOffered);
        }

        foreach (var (path, why) in new[] { ("evaluators", Evaluation), ("evaluation-rules", Evaluation), ("dashboards", Dashboard), ("dashboard-widgets", Dashboard) })
        {
            Map(routes, $"/unstable/{path}", EmptyPage, why, Unstable);
        }

        foreach (var path in (string[])["/organizations/memberships", "/projects/{project}/memberships"])
        {
            Map(routes, path, context => Of(context, () => Results.Json(new MembershipList([]), NotOfferedJson.Readable.MembershipList)), Users, Refuse.NotOffered);
        }

        foreach (var path in (string[])["/organizations/apiKeys", "/projects/{project}/apiKeys"])
        {
            Map(routes, path, context => Of(context, () => Refuse.NotOffered(Keys)), Keys, Refuse.NotOffered);
        }

        routes.MapPost("/projects", () => Refuse.NotOffered(Keys));
        routes.MapMethods("/projects/{project}", ["PUT", "DELETE"], () => Refuse.NotOffered(Keys));
        Map(routes, "/llm-connections", EmptyPage, Connection, Refuse.NotOffered);
        Map(routes, "/integrations/blob-storage", context => Results.Json(new EmptyData([]), NotOfferedJson.Readable.EmptyData), Export, Refuse.NotOffered);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Func<HttpContext, IResult> list, string why, Func<string, IResult> refuse)
    {
        routes.MapGet(path, (HttpContext context) => list(context));
        routes.MapMethods(path, ChangingMethods, () => refuse(why));
        routes.MapGet(path + "/{**rest}", () => Refuse.NotFound($"There is none of these. {why}"));
        routes.MapMethods(path + "/{**rest}", ChangingMethods, () => refuse(why));
    }

    /// <summary>A key opens its own project alone.</summary>
    private static IResult Of(HttpContext context, Func<IResult> answer) =>
        context.Request.RouteValues["project"] is string project && project != context.Caller().Project.Value ? Refuse.NotFound($"There is no project '{project}' for this key.") : answer();

    private static IResult EmptyPage(HttpContext context) =>
        PageRequest.TryParse(context.Request.Query, out var page, out var fault) ? Results.Json(new EmptyList([], page.Meta(0)), NotOfferedJson.Readable.EmptyList) : fault;

    private static IResult Unstable(string message) =>
        Results.Json(new UnstableError(message, "unprocessable_content", null), NotOfferedJson.Readable.UnstableError, statusCode: StatusCodes.Status501NotImplemented);
}

/// <summary>A page of nothing.</summary>
internal sealed record EmptyList(IReadOnlyList<string> Data, PageMeta Meta);

/// <summary>A list of nothing.</summary>
internal sealed record EmptyData(IReadOnlyList<string> Data);

/// <summary>A page of nothing that is read by cursors.</summary>
internal sealed record CursorPage(IReadOnlyList<string> Data, CursorMeta Meta);

/// <summary>Where the next page begins; nothing when there is none.</summary>
internal sealed record CursorMeta([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

/// <summary>Who belongs to a project: nobody.</summary>
internal sealed record MembershipList(IReadOnlyList<string> Memberships);

/// <summary>How the routes below <c>unstable</c> tell of failures.</summary>
internal sealed record UnstableError(string Message, string Code, string? Details);

[JsonSerializable(typeof(CursorPage))]
[JsonSerializable(typeof(EmptyData))]
[JsonSerializable(typeof(EmptyList))]
[JsonSerializable(typeof(MembershipList))]
[JsonSerializable(typeof(UnstableError))]
internal sealed partial class NotOfferedJson : JsonSerializerContext
{
    public static NotOfferedJson Readable { get; } = new(LangfuseJson.NewOptions());
}
