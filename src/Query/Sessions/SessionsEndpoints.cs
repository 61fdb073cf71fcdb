using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Http;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Traces;

namespace Tracehouse.Query.Sessions;

/// <summary>
/// <c>GET /v1/sessions</c>, <c>GET /v1/users</c> and <c>GET /v1/usage</c>: sums of traces by what they have in common. They take the filters of
/// <c>GET /v1/traces</c>. Errors: 400 <c>invalid_request</c>, 404 <c>session_not_found</c> and <c>user_not_found</c>, 503 <c>clickhouse_down</c>.
/// </summary>
internal static class SessionsEndpoints
{
    private const string SessionNotFound = "session_not_found";
    private const string UserNotFound = "user_not_found";
    private const int TracesDefault = 100;

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/sessions", SessionsAsync).Describe<SessionList>("List sessions, the last seen first", GroupRequest.Parameters);
        routes.MapGet("/v1/sessions/{id}", SessionAsync).Describe<SessionBody>("Get a session with its traces, the oldest first", Parameter.Window(ListTraces.LimitMax));
        routes.MapGet("/v1/users", UsersAsync).Describe<UserList>("List users, the last seen first", GroupRequest.Parameters);
        routes.MapGet("/v1/users/{id}", UserAsync).Describe<GroupLine>("Get a user", []);
        routes.MapGet("/v1/usage", UsageAsync).Describe<UsageList>(
            "Sum up usage", [new("group_by", "string", "model (unless given), user, session, day, name or environment"), .. GroupRequest.Parameters]);
    }

    private static async Task<IResult> SessionsAsync(HttpContext context, SumTraces question, CancellationToken stop)
    {
        if (!GroupRequest.TryParse(context.Request.Query, GroupOrder.LastSeen, [], out var request, out var fault))
        {
            return ApiError.Refuse(fault);
        }

        var page = await AskAsync(context, question, TraceGrouping.Session, request, stop);
        return Results.Json(new SessionList(Lines(page, TraceGrouping.Session), page.Total, request.Page.Next(page.Total)), SessionsJson.Readable.SessionList);
    }

    private static async Task<IResult> UsersAsync(HttpContext context, SumTraces question, CancellationToken stop)
    {
        if (!GroupRequest.TryParse(context.Request.Query, GroupOrder.LastSeen, [], out var request, out var fault))
        {
            return ApiError.Refuse(fault);
        }

        var page = await AskAsync(context, question, TraceGrouping.User, request, stop);
        return Results.Json(new UserList(Lines(page, TraceGrouping.User), page.Total, request.Page.Next(page.Total)), SessionsJson.Readable.UserList);
    }

    private static async Task<IResult> UsageAsync(HttpContext context, SumTraces question, CancellationToken stop)
    {
        var word = context.Request.Query["group_by"].ToString();
        if (!Values.TryChoice("group_by", word, [.. Enum.GetNames<TraceGrouping>().Select(name => name.ToLowerInvariant())], out var fault))
        {
            return ApiError.Refuse(fault);
        }

        var grouping = word.Length == 0 ? TraceGrouping.Model : Enum.Parse<TraceGrouping>(word, ignoreCase: true);
        if (!GroupRequest.TryParse(context.Request.Query, grouping == TraceGrouping.Day ? GroupOrder.Key : GroupOrder.Cost, ["group_by"], out var request, out fault))
        {
            return ApiError.Refuse(fault);
        }

        var page = await AskAsync(context, question, grouping, request, stop);
        return Results.Json(new UsageList(Lines(page, grouping), page.Total, request.Page.Next(page.Total)), SessionsJson.Readable.UsageList);
    }

    private static async Task<IResult> SessionAsync(HttpContext context, string id, SumTraces sums, ListTraces list, CancellationToken stop)
    {
        id = Unescape(id);
        var query = context.Request.Query;
        if (!Page.AreKnown(query, ["limit", "cursor"], out var fault)
            || !Values.TryNumber("limit", query.TryGetValue("limit", out var text) ? text.ToString() : $"{TracesDefault}", 1, ListTraces.LimitMax, out var limit, out fault)
            || !TraceCursor.TryParse("cursor", query["cursor"].ToString(), TraceOrder.Oldest, out var cursor, out fault))
        {
            return ApiError.Refuse(fault);
        }

        var filter = TraceFilter.All.With("session_id", id);
        var group = await AskAsync(context, sums, TraceGrouping.Session, new GroupRequest(filter, GroupOrder.LastSeen, new Page(1, 0)), stop);
        if (group.Groups.Count == 0)
        {
            return ApiError.Answer(StatusCodes.Status404NotFound, SessionNotFound, $"There is no session '{id}' in project '{context.Caller().Project}'.");
        }

        var request = new TraceRequest(filter, (int)limit, 0) { Order = TraceOrder.Oldest, Cursor = cursor };
        var traces = await list.AskAsync(context.Caller().Project, request, stop);
        var body = new SessionBody(
            GroupLine.From(group.Groups[0], TraceGrouping.Session), [.. traces.Traces.Select(TraceLine.From)], traces.Next?.ToString());
        return Results.Json(body, SessionsJson.Readable.SessionBody);
    }

    private static async Task<IResult> UserAsync(HttpContext context, string id, SumTraces sums, CancellationToken stop)
    {
        id = Unescape(id);
        var group = await AskAsync(context, sums, TraceGrouping.User, new GroupRequest(TraceFilter.All.With("user_id", id), GroupOrder.LastSeen, new Page(1, 0)), stop);
        return group.Groups.Count == 0
            ? ApiError.Answer(StatusCodes.Status404NotFound, UserNotFound, $"There is no user '{id}' in project '{context.Caller().Project}'.")
            : Results.Json(GroupLine.From(group.Groups[0], TraceGrouping.User), SessionsJson.Readable.GroupLine);
    }

    private static async Task<GroupPage> AskAsync(HttpContext context, SumTraces question, TraceGrouping grouping, GroupRequest request, CancellationToken stop)
    {
        var page = await question.AskAsync(context.Caller().Project, grouping, request.Filter, request.Order, request.Page, stop);
        context.Response.SayIfIncomplete(page.IsComplete);
        return page;
    }

    private static IReadOnlyList<GroupLine> Lines(GroupPage page, TraceGrouping grouping) => [.. page.Groups.Select(group => GroupLine.From(group, grouping))];

    // Routing leaves an escaped slash as it is, for it cannot tell it from one that separates.
    private static string Unescape(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
