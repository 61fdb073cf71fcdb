using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Comments;

/// <summary><c>comments</c> on traces, observations, sessions and prompts, which need not have arrived yet.</summary>
internal sealed class CommentsEndpoints(IEntities entities, TimeProvider time)
{
    private const int ContentCharactersMax = 5_000;
    private const int WordCharactersMax = 800;

    private readonly Shelf<Comment> _comments = new(entities, "comment", CommentJson.Readable.Comment);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/comments", AddAsync);
        routes.MapGet("/comments", ListAsync);
        routes.MapGet("/comments/{id}", GetAsync);
    }

    private async Task<IResult> AddAsync(HttpContext context, CancellationToken stop)
    {
        var project = context.Caller().Project;
        var (comment, fault) = await LangfuseBody.ReadAsync(context, CommentJson.Readable.Comment);
        if (comment is null || (fault = FindFault(comment, project)) is not null)
        {
            return fault!;
        }

        var id = Guid.CreateVersion7().ToString();
        var entity = _comments.New(project, id, comment, time.GetUtcNow()) with { Parent = ParentOf(comment.ObjectType!, comment.ObjectId!), Name = comment.AuthorUserId ?? "" };
        await _comments.SaveAsync([entity], stop);
        return Results.Json(new MadeComment(id), CommentJson.Readable.MadeComment);
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop) =>
        await _comments.FindAsync(context.Caller().Project, id, stop) is { } found
            ? Results.Json(CommentBody.From(found), CommentJson.Readable.CommentBody)
            : Refuse.NotFound("Comment not found within authorized project");

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (!PageRequest.TryParse(query, out var page, out var fault))
        {
            return fault;
        }

        var (type, id, author) = (query["objectType"].ToString(), query["objectId"].ToString(), query["authorUserId"].ToString());
        if (type.Length > 0 && !IsType(type))
        {
            return Refuse.InvalidField("objectType", $"'objectType' is '{type}'; it must be TRACE, OBSERVATION, SESSION or PROMPT.");
        }

        if (id.Length > 0 && type.Length == 0)
        {
            return Refuse.InvalidField("objectType", "'objectId' needs 'objectType' beside it.");
        }

        var asked = _comments.Of(context.Caller().Project) with { Parent = id.Length > 0 ? ParentOf(type, id) : null, Name = author.Length > 0 ? author : null };
        if (type.Length == 0 || id.Length > 0)
        {
            var some = await _comments.ListAsync(asked with { Offset = page.Offset, Limit = page.Limit }, stop);
            return Answer(some.Items, page.Meta(some.Total));
        }

        var all = (await _comments.AllAsync(asked, stop)).Where(comment => comment.Value.ObjectType == type).ToList();
        return Answer([.. all.Skip(page.Offset).Take(page.Limit)], page.Meta(all.Count));
    }

    private static IResult Answer(IReadOnlyList<Kept<Comment>> comments, PageMeta meta) =>
        Results.Json(new CommentList([.. comments.Select(CommentBody.From)], meta), CommentJson.Readable.CommentList);

    private static string ParentOf(string type, string id) => $"{type} {id}";

    private static bool IsType(string? type) => type is "TRACE" or "OBSERVATION" or "SESSION" or "PROMPT";

    private static IResult? FindFault(Comment comment, ProjectId project) =>
        string.IsNullOrEmpty(comment.ProjectId) ? Refuse.InvalidField("projectId", "'projectId' is missing: the project that the key is for.")
        : comment.ProjectId != project.Value ? Refuse.NotFound("Project ID does not match authorized project")
        : !IsType(comment.ObjectType) ? Refuse.InvalidField("objectType", $"'objectType' is '{comment.ObjectType}'; it must be TRACE, OBSERVATION, SESSION or PROMPT.")
        : comment.ObjectId is not { Length: > 0 and <= WordCharactersMax } ? Refuse.InvalidField("objectId", $"'objectId' must have 1 to {WordCharactersMax} characters.")
        : comment.Content is not { Length: > 0 and <= ContentCharactersMax } ? Refuse.InvalidField("content", $"'content' must have 1 to {ContentCharactersMax} characters.")
        : comment.AuthorUserId?.Length > WordCharactersMax ? Refuse.InvalidField("authorUserId", $"'authorUserId' may have {WordCharactersMax} characters.")
        : null;
}
