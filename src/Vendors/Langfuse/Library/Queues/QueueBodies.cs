using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Queues;

/// <summary>A queue of things that people shall judge, as it is kept. Its name is that of its entity.</summary>
internal sealed record Queue(string? Description, IReadOnlyList<string> ScoreConfigIds, IReadOnlyList<string> UserIds);

/// <summary>A thing to judge, as it is kept. Its queue is what it is a part of.</summary>
internal sealed record QueueItem(string ObjectId, string ObjectType, string Status, DateTimeOffset? CompletedAt);

/// <summary>The body of <c>POST annotation-queues</c>.</summary>
internal sealed record QueueRequest(string? Name, string? Description, IReadOnlyList<string>? ScoreConfigIds);

/// <summary>The body of <c>POST</c> and <c>PATCH</c> of an item.</summary>
internal sealed record QueueItemRequest(string? ObjectId, string? ObjectType, string? Status);

/// <summary>The body of <c>POST</c> and <c>DELETE annotation-queues/{queue}/assignments</c>.</summary>
internal sealed record AssignmentRequest(string? UserId);

/// <summary>A queue, as clients read it.</summary>
internal sealed record QueueBody(string Id, string Name, string? Description, IReadOnlyList<string> ScoreConfigIds, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static QueueBody From(Kept<Queue> kept) => new(
        kept.Entity.Id, kept.Entity.Name, kept.Value.Description, kept.Value.ScoreConfigIds, kept.Entity.CreatedAt, kept.Entity.ChangedAt);
}

/// <summary>A thing to judge, as clients read it.</summary>
internal sealed record QueueItemBody(
    string Id, string QueueId, string ObjectId, string ObjectType, string Status, DateTimeOffset? CompletedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static QueueItemBody From(Kept<QueueItem> kept) => new(
        kept.Entity.Id, kept.Entity.Parent, kept.Value.ObjectId, kept.Value.ObjectType, kept.Value.Status, kept.Value.CompletedAt, kept.Entity.CreatedAt, kept.Entity.ChangedAt);
}

/// <summary>A page of queues.</summary>
internal sealed record QueueList(IReadOnlyList<QueueBody> Data, PageMeta Meta);

/// <summary>A page of things to judge.</summary>
internal sealed record QueueItemList(IReadOnlyList<QueueItemBody> Data, PageMeta Meta);

/// <summary>Who judges the things of a queue.</summary>
internal sealed record AssignmentBody(string UserId, string QueueId, string ProjectId);

/// <summary>Says that something is taken away.</summary>
internal sealed record GoneBody(bool Success, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message);

[JsonSerializable(typeof(AssignmentBody))]
[JsonSerializable(typeof(AssignmentRequest))]
[JsonSerializable(typeof(GoneBody))]
[JsonSerializable(typeof(Queue))]
[JsonSerializable(typeof(QueueBody))]
[JsonSerializable(typeof(QueueItem))]
[JsonSerializable(typeof(QueueItemBody))]
[JsonSerializable(typeof(QueueItemList))]
[JsonSerializable(typeof(QueueItemRequest))]
[JsonSerializable(typeof(QueueList))]
[JsonSerializable(typeof(QueueRequest))]
internal sealed partial class QueueJson : JsonSerializerContext
{
    public static QueueJson Readable { get; } = new(LangfuseJson.NewOptions());
}
