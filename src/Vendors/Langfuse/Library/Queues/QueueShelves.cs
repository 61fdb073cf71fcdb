using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library.Queues;

/// <summary>Queues and what stands in them.</summary>
internal sealed class QueueShelves(IEntities entities) : IDisposable
{
    private const string ScoreConfigKind = "score-config";

    public Shelf<Queue> Queues { get; } = new(entities, "annotation-queue", QueueJson.Readable.Queue);

    public Shelf<QueueItem> Items { get; } = new(entities, "annotation-queue-item", QueueJson.Readable.QueueItem);

    public Turns Turns { get; } = new();

    /// <summary>Whether there is a score config of each of these ids.</summary>
    public async Task<bool> AreConfigsAsync(ProjectId project, IReadOnlyList<string> ids, CancellationToken stop) =>
        (await entities.ListAsync(new EntityQuery(project, ScoreConfigKind) { Ids = ids, Limit = ids.Count }, stop)).Total == ids.Distinct(StringComparer.Ordinal).Count();

    /// <inheritdoc/>
    public void Dispose() => Turns.Dispose();
}
