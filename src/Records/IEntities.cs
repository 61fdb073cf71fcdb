namespace Tracehouse.Records;

/// <summary>
/// Keeps entities, and every version that they had. What was saved is found by the next question, through any server of the store. All methods throw
/// <see cref="StoreUnavailableException"/> when the store is away or switched off.
/// </summary>
public interface IEntities
{
    /// <summary>Durable when it returns; all or none.</summary>
    ValueTask SaveAsync(IReadOnlyList<Entity> entities, CancellationToken stop);

    /// <summary>Null when there is none.</summary>
    ValueTask<Entity?> FindAsync(ProjectId project, string kind, string id, CancellationToken stop);

    /// <summary>One page of them.</summary>
    ValueTask<EntityPage> ListAsync(EntityQuery query, CancellationToken stop);
}
