using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Http;
using Tracehouse.Ui.Groups;

namespace Tracehouse.Ui.Sessions;

/// <summary><c>GET /sessions</c> and <c>GET /sessions/{id}</c>.</summary>
internal static class SessionPages
{
    public const string Path = "/sessions";

    public static void MapSessionPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (HttpContext context, GroupQuestions questions, CancellationToken abort) =>
            GroupResult.Of<SessionsPage>(await questions.ListAsync(context.Caller().Project, TraceGrouping.Session, GroupAddress.ParseList(Path, context.Request.Query), abort)));
        routes.MapGet(Path + "/{id}", async (HttpContext context, string id, GroupQuestions questions, CancellationToken abort) =>
        {
            id = GroupResult.Unescape(id);
            var address = GroupAddress.Parse($"{Path}/{Uri.EscapeDataString(id)}", context.Request.Query);
            return GroupResult.Of<SessionPage>(await questions.SessionAsync(context.Caller().Project, id, address, abort));
        });
    }
}
