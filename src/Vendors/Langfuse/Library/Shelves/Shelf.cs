using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Library.Shelves;

/// <summary>Things of one kind that projects keep, as records instead of as JSON.</summary>
internal sealed class Shelf<T>(IEntities entities, string kind, JsonTypeInfo<T> type)
    where T : class
{
    private const int PageSize = 500;

    /// <summary>Null when there is none.</summary>
    public async Task<Kept<T>?> FindAsync(ProjectId project, string id, CancellationToken stop) =>
        await entities.FindAsync(project, kind, id, stop) is { } found ? Open(found) : null;

    /// <summary>Asks for those of a project; the rest of the question is the caller's.</summary>
    public EntityQuery Of(ProjectId project) => new(project, kind);

    /// <summary>One page of them.</summary>
    public async Task<KeptPage<T>> ListAsync(EntityQuery query, CancellationToken stop)
    {
        var page = await entities.ListAsync(query, stop);
        return new KeptPage<T>([.. page.Items.Select(Open)], page.Total);
    }

    /// <summary>All of them, read in pages.</summary>
    public async Task<List<Kept<T>>> AllAsync(EntityQuery query, CancellationToken stop)
    {
        var all = new List<Kept<T>>();
        while (await ListAsync(query with { Offset = all.Count, Limit = PageSize }, stop) is { Items.Count: > 0 } page)
        {
            all.AddRange(page.Items);
            if (page.Items.Count < PageSize)
            {
                break;
            }
        }

        return all;
    }

    /// <summary>Something new, not saved yet.</summary>
    public Entity New(ProjectId project, string id, T value, DateTimeOffset now) => new(project, kind, id, Text(value)) { CreatedAt = now };

    /// <summary>A new version of what is there, not saved yet.</summary>
    public Entity Changed(Kept<T> kept, T value) => kept.Entity with { Json = Text(value) };

    /// <summary>Durable when it returns; all or none.</summary>
    public ValueTask SaveAsync(IReadOnlyList<Entity> changes, CancellationToken stop) => entities.SaveAsync(changes, stop);

    /// <summary>Takes something away, to be saved.</summary>
    public static Entity Gone(Entity entity) => entity with { IsDeleted = true, Json = Utf8Text.From("{}") };

    private Utf8Text Text(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));

    private Kept<T> Open(Entity entity) => new(JsonSerializer.Deserialize(entity.Json.Bytes.Span, type)!, entity);
}
