using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Queues;

/// <summary><c>annotation-queues</c>, and who works on them. There are no users here, so anybody's id can be assigned.</summary>
internal sealed class QueuesEndpoints(QueueShelves shelves, TimeProvider time)
{
    private const int WordCharactersMax = 255;
    private const int UsersMax = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/annotation-queues", ListAsync);
        routes.MapPost("/annotation-queues", AddAsync);
        routes.MapGet("/annotation-queues/{queue}", GetAsync);
        routes.MapPost("/annotation-queues/{queue}/assignments", AssignAsync);
        routes.MapDelete("/annotation-queues/{queue}/assignments", UnassignAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken stop)
    {
        if (!PageRequest.TryParse(context.Request.Query, out var page, out var fault))
        {
            return fault;
        }

        var found = await shelves.Queues.ListAsync(shelves.Queues.Of(context.Caller().Project) with { Offset = page.Offset, Limit = page.Limit }, stop);
        return Results.Json(new QueueList([.. found.Items.Select(QueueBody.From)], page.Meta(found.Total)), QueueJson.Readable.QueueList);
    }

    private async Task<IResult> GetAsync(HttpContext context, string queue, CancellationToken stop) =>
        await shelves.Queues.FindAsync(context.Caller().Project, queue, stop) is { } found
            ? Results.Json(QueueBody.From(found), QueueJson.Readable.QueueBody)
            : NotFound();

    private async Task<IResult> AddAsync(HttpContext context, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, QueueJson.Readable.QueueRequest);
        if (request is null || (fault = FindFault(request)) is not null)
        {
            return fault!;
        }

        var (project, name) = (context.Caller().Project, request.Name!);
        using var turn = await shelves.Turns.TakeAsync(project, name, stop);
        if ((await shelves.Queues.ListAsync(shelves.Queues.Of(project) with { Name = name, Limit = 1 }, stop)).Total > 0)
        {
            return Refuse.Conflict($"There is a queue '{name}' already.");
        }

        if (!await shelves.AreConfigsAsync(project, request.ScoreConfigIds!, stop))
        {
            return Refuse.Invalid("At least one of the score config IDs cannot be found for the given project.");
        }

        var (queue, now) = (new Queue(request.Description, request.ScoreConfigIds!, []), time.GetUtcNow());
        var entity = shelves.Queues.New(project, Guid.CreateVersion7().ToString(), queue, now) with { Name = name, ChangedAt = now };
        await shelves.Queues.SaveAsync([entity], stop);
        return Results.Json(QueueBody.From(new Kept<Queue>(queue, entity)), QueueJson.Readable.QueueBody);
    }

    private async Task<IResult> AssignAsync(HttpContext context, string queue, CancellationToken stop)
    {
        var (user, fault) = await ChangeUsersAsync(context, queue, (users, user) => [.. users, user], stop);
        return fault ?? Results.Json(new AssignmentBody(user, queue, context.Caller().Project.Value), QueueJson.Readable.AssignmentBody);
    }

    private async Task<IResult> UnassignAsync(HttpContext context, string queue, CancellationToken stop)
    {
        var (_, fault) = await ChangeUsersAsync(context, queue, (users, user) => [.. users.Where(other => other != user)], stop);
        return fault ?? Results.Json(new GoneBody(true, null), QueueJson.Readable.GoneBody);
    }

    private async Task<(string User, IResult? Fault)> ChangeUsersAsync(HttpContext context, string queue, Func<IReadOnlyList<string>, string, IEnumerable<string>> change, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, QueueJson.Readable.AssignmentRequest);
        if (request is null)
        {
            return ("", fault);
        }

        if (request.UserId is not { Length: > 0 and <= WordCharactersMax } user)
        {
            return ("", Refuse.InvalidField("userId", $"'userId' must have 1 to {WordCharactersMax} characters."));
        }

        var project = context.Caller().Project;
        using var turn = await shelves.Turns.TakeAsync(project, queue, stop);
        if (await shelves.Queues.FindAsync(project, queue, stop) is not { } found)
        {
            return ("", NotFound());
        }

        var users = change(found.Value.UserIds, user).Distinct(StringComparer.Ordinal).ToList();
        if (users.Count > UsersMax)
        {
            return ("", Refuse.Invalid($"A queue may be assigned to {UsersMax} users."));
        }

        await shelves.Queues.SaveAsync([shelves.Queues.Changed(found, found.Value with { UserIds = users })], stop);
        return (user, null);
    }

    private static IResult? FindFault(QueueRequest request) =>
        string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > WordCharactersMax ? Refuse.InvalidField("name", $"'name' is missing or longer than {WordCharactersMax} characters.")
        : request.ScoreConfigIds is not { Count: > 0 } ? Refuse.InvalidField("scoreConfigIds", "'scoreConfigIds' must name at least one score config: what is judged.")
        : request.ScoreConfigIds.Any(string.IsNullOrEmpty) ? Refuse.InvalidField("scoreConfigIds", "Each of 'scoreConfigIds' must be a text.")
        : null;

    private static IResult NotFound() => Refuse.NotFound("Annotation queue not found");
}
