using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Http;
using Tracehouse.Ui.Groups;

namespace Tracehouse.Ui.Users;

/// <summary><c>GET /users</c> and <c>GET /users/{id}</c>.</summary>
internal static class UserPages
{
    public const string Path = "/users";

    public static void MapUserPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (HttpContext context, GroupQuestions questions, CancellationToken abort) =>
            GroupResult.Of<UsersPage>(await questions.ListAsync(context.Caller().Project, TraceGrouping.User, GroupAddress.ParseList(Path, context.Request.Query), abort)));
        routes.MapGet(Path + "/{id}", async (HttpContext context, string id, GroupQuestions questions, CancellationToken abort) =>
        {
            id = GroupResult.Unescape(id);
            return GroupResult.Of<UserPage>(await questions.UserAsync(context.Caller().Project, id, GroupAddress.Parse(Path, context.Request.Query), abort));
        });
    }
}
