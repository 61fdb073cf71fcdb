using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Queues;

/// <summary><c>annotation-queues/{queue}/items</c>.</summary>
internal sealed class QueueItemsEndpoints(QueueShelves shelves, TimeProvider time)
{
    private const int IdCharactersMax = 800;
    private const string Pending = "PENDING";
    private const string Completed = "COMPLETED";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/annotation-queues/{queue}/items", ListAsync);
        routes.MapPost("/annotation-queues/{queue}/items", AddAsync);
        routes.MapGet("/annotation-queues/{queue}/items/{item}", GetAsync);
        routes.MapPatch("/annotation-queues/{queue}/items/{item}", ChangeAsync);
        routes.MapDelete("/annotation-queues/{queue}/items/{item}", RemoveAsync);
    }

    private async Task<IResult> ListAsync(HttpContext context, string queue, CancellationToken stop)
    {
        var query = context.Request.Query;
        var status = query["status"].ToString();
        if (!PageRequest.TryParse(query, out var page, out var fault) || (fault = FindStatusFault(status)) is not null)
        {
            return fault;
        }

        var project = context.Caller().Project;
        if (await shelves.Queues.FindAsync(project, queue, stop) is null)
        {
            return Refuse.NotFound("Annotation queue not found");
        }

        // The status stands where entities have their names, so that it can be asked for.
        var found = await shelves.Items.ListAsync(
            shelves.Items.Of(project) with { Parent = queue, Name = status.Length > 0 ? status : null, Offset = page.Offset, Limit = page.Limit }, stop);
        return Results.Json(new QueueItemList([.. found.Items.Select(QueueItemBody.From)], page.Meta(found.Total)), QueueJson.Readable.QueueItemList);
    }

    private async Task<IResult> AddAsync(HttpContext context, string queue, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, QueueJson.Readable.QueueItemRequest);
        if (request is null || (fault = FindFault(request)) is not null)
        {
            return fault!;
        }

        var project = context.Caller().Project;
        if (await shelves.Queues.FindAsync(project, queue, stop) is null)
        {
            return Refuse.NotFound("Annotation queue not found");
        }

        var now = time.GetUtcNow();
        var item = With(new QueueItem(request.ObjectId!, request.ObjectType!, "", null), request.Status ?? Pending, now);
        var entity = shelves.Items.New(project, Guid.CreateVersion7().ToString(), item, now) with { Parent = queue, Name = item.Status, ChangedAt = now };
        await shelves.Items.SaveAsync([entity], stop);
        return Answer(new Kept<QueueItem>(item, entity));
    }

    private async Task<IResult> GetAsync(HttpContext context, string queue, string item, CancellationToken stop) =>
        await FindAsync(context.Caller().Project, queue, item, stop) is { } found ? Answer(found) : NotFound();

    private async Task<IResult> ChangeAsync(HttpContext context, string queue, string item, CancellationToken stop)
    {
        var (request, fault) = await LangfuseBody.ReadAsync(context, QueueJson.Readable.QueueItemRequest);
        if (request is null || (fault = FindStatusFault(request.Status ?? "")) is not null)
        {
            return fault!;
        }

        if (await FindAsync(context.Caller().Project, queue, item, stop) is not { } found)
        {
            return NotFound();
        }

        var now = time.GetUtcNow();
        var changed = With(found.Value, request.Status ?? found.Value.Status, now);
        var entity = shelves.Items.Changed(found, changed) with { Name = changed.Status, ChangedAt = now };
        await shelves.Items.SaveAsync([entity], stop);
        return Answer(new Kept<QueueItem>(changed, entity));
    }

    private async Task<IResult> RemoveAsync(HttpContext context, string queue, string item, CancellationToken stop)
    {
        if (await FindAsync(context.Caller().Project, queue, item, stop) is not { } found)
        {
            return NotFound();
        }

        await shelves.Items.SaveAsync([Shelf<QueueItem>.Gone(found.Entity)], stop);
        return Results.Json(new GoneBody(true, "Annotation queue item deleted successfully"), QueueJson.Readable.GoneBody);
    }

    private async Task<Kept<QueueItem>?> FindAsync(ProjectId project, string queue, string item, CancellationToken stop) =>
        await shelves.Items.FindAsync(project, item, stop) is { } found && found.Entity.Parent == queue ? found : null;

    private static QueueItem With(QueueItem item, string status, DateTimeOffset now) =>
        item with { Status = status, CompletedAt = status == Completed ? (item.Status == Completed ? item.CompletedAt : now) : null };

    private static IResult? FindFault(QueueItemRequest request) =>
        request.ObjectId is not { Length: > 0 and <= IdCharactersMax } ? Refuse.InvalidField("objectId", $"'objectId' must have 1 to {IdCharactersMax} characters.")
        : request.ObjectType is not ("TRACE" or "OBSERVATION" or "SESSION") ? Refuse.InvalidField("objectType", $"'objectType' is '{request.ObjectType}'; it must be TRACE, OBSERVATION or SESSION.")
        : FindStatusFault(request.Status ?? "");

    private static IResult? FindStatusFault(string status) =>
        status is "" or Pending or Completed ? null : Refuse.InvalidField("status", $"'status' is '{status}'; it must be PENDING or COMPLETED.");

    private static IResult Answer(Kept<QueueItem> item) => Results.Json(QueueItemBody.From(item), QueueJson.Readable.QueueItemBody);

    private static IResult NotFound() => Refuse.NotFound("Annotation queue item not found");
}
