using Tracehouse.Records;

namespace Tracehouse.Testing;

/// <summary>Entities in memory only, every version of each.</summary>
public sealed class MemoryEntities(TimeProvider time) : IEntities
{
    private readonly Lock _lock = new();
    private readonly List<Entity> _versions = [];
    private DateTimeOffset _last;

    public ValueTask SaveAsync(IReadOnlyList<Entity> entities, CancellationToken stop)
    {
        lock (_lock)
        {
            foreach (var entity in entities)
            {
                var now = time.GetUtcNow();
                _last = now > _last ? now : _last.AddMicroseconds(1);
                _versions.Add(entity with { ChangedAt = _last });
            }
        }

        return ValueTask.CompletedTask;
    }

    public async ValueTask<Entity?> FindAsync(ProjectId project, string kind, string id, CancellationToken stop) =>
        (await ListAsync(new EntityQuery(project, kind) { Ids = [id], Limit = 1 }, stop)).Items is [var found] ? found : null;

    public ValueTask<EntityPage> ListAsync(EntityQuery query, CancellationToken stop)
    {
        lock (_lock)
        {
            var all = _versions
                .Where(one => one.Project == query.Project && one.Kind == query.Kind && (query.AsOf is null || one.ChangedAt <= query.AsOf))
                .GroupBy(one => one.Id).Select(versions => versions.Last())
                .Where(one => !one.IsDeleted && (query.Ids?.Contains(one.Id) ?? true) && (query.Parent ?? one.Parent) == one.Parent && (query.Name ?? one.Name) == one.Name)
                .Where(one => one.Name.Contains(query.NamePart ?? "", StringComparison.OrdinalIgnoreCase));
            var ordered = query.IsOldestFirst ? all.OrderBy(one => one.CreatedAt).ThenBy(one => one.Id).ToList() : all.OrderByDescending(one => one.CreatedAt).ThenBy(one => one.Id).ToList();
            return new ValueTask<EntityPage>(new EntityPage([.. ordered.Skip(query.Offset).Take(query.Limit)], ordered.Count));
        }
    }
}
