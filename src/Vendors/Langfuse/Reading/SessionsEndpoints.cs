using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Http;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Traces;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Sessions: listed, and read with their traces.</summary>
internal static class SessionsEndpoints
{
    private const int IdLengthMax = 1_000;
    private static readonly GroupOrder NewestFirst = FirstSeen();
    private static readonly HashSet<string> ContentOnly = ["core", "io"];

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sessions", ListAsync);
        routes.MapGet("/sessions/{sessionId}", GetAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, SumTraces question, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault))
        {
            return fault;
        }

        var (filter, wrong) = TraceQuery.Filter(query);
        if (filter is null)
        {
            return wrong!;
        }

        var project = context.Caller().Project;
        var found = await question.AskAsync(project, TraceGrouping.Session, filter, NewestFirst, new Page(page.Limit, page.Offset), stop);
        return Results.Json(
            new PageOf<SessionBody>([.. found.Groups.Select(group => Body(group, project.Value))], page.Meta(found.Total)), ReadingJson.Readable.SessionPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string sessionId, SumTraces sums, ListTraces list, TraceReader reader, CancellationToken stop)
    {
        sessionId = Ids.Unescape(sessionId);
        if (sessionId.Length > IdLengthMax)
        {
            return Refuse.InvalidField("sessionId", $"'sessionId' must have at most {IdLengthMax} characters.");
        }

        var project = context.Caller().Project;
        var filter = TraceFilter.All.With("session_id", sessionId);
        var found = await sums.AskAsync(project, TraceGrouping.Session, filter, NewestFirst, new Page(1, 0), stop);
        if (found.Groups.Count == 0)
        {
            return Refuse.NotFound($"Session {sessionId} not found within authorized project");
        }

        var traces = await list.AskAsync(project, new TraceRequest(filter, ListTraces.LimitMax, 0) { Order = TraceOrder.Oldest }, stop);
        var session = Body(found.Groups[0], project.Value);
        return Results.Json(
            new WholeSession
            {
                Id = session.Id, CreatedAt = session.CreatedAt, ProjectId = session.ProjectId, Environment = session.Environment,
                Traces = await reader.ListedAsync(project, traces.Traces, ContentOnly, stop),
            },
            ReadingJson.Readable.WholeSession);
    }

    private static SessionBody Body(TraceGroup group, string project) => new()
    {
        Id = group.Key, CreatedAt = group.FirstStart, ProjectId = project, Environment = ObservationTranslation.Environment(group.Environment),
    };

    private static GroupOrder FirstSeen()
    {
        var order = GroupOrder.LastSeen;
        GroupOrder.TryParse("sort", "-first_seen", ref order, out _);
        return order;
    }
}
