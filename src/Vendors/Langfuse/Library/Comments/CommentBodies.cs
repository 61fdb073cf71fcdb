using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Comments;

/// <summary>A comment, as it is kept, and what a request says of it.</summary>
internal sealed record Comment(string? ProjectId, string? ObjectType, string? ObjectId, string? Content, string? AuthorUserId);

/// <summary>A comment, as clients read it.</summary>
internal sealed record CommentBody(
    string Id, string ProjectId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string ObjectType, string ObjectId, string Content, string? AuthorUserId)
{
    public static CommentBody From(Kept<Comment> kept) => new(
        kept.Entity.Id, kept.Entity.Project.Value, kept.Entity.CreatedAt, kept.Entity.ChangedAt, kept.Value.ObjectType!, kept.Value.ObjectId!, kept.Value.Content!, kept.Value.AuthorUserId);
}

/// <summary>A page of comments.</summary>
internal sealed record CommentList(IReadOnlyList<CommentBody> Data, PageMeta Meta);

/// <summary>The id of a comment that was made.</summary>
internal sealed record MadeComment(string Id);

[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(CommentList))]
[JsonSerializable(typeof(MadeComment))]
internal sealed partial class CommentJson : JsonSerializerContext
{
    public static CommentJson Readable { get; } = new(LangfuseJson.NewOptions());
}
