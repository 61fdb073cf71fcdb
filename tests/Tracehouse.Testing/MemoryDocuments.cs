using System.Collections.Concurrent;
using Tracehouse.Records;

namespace Tracehouse.Testing;

/// <summary>Documents in memory only, which can be made unavailable.</summary>
public sealed class MemoryDocuments : IDocuments
{
    private readonly ConcurrentDictionary<(string Kind, string Project, string Id), Document> _all = new();
    private readonly ConcurrentQueue<(string Kind, Action Changed)> _listeners = new();
    private long _changes;

    /// <summary>Whether changes are refused, as while the store is away.</summary>
    public bool IsAway { get; set; }

    public IReadOnlyList<Document> All(string kind) =>
        [.. _all.Values.Where(document => document.Kind == kind).OrderBy(document => document.Project.Value, StringComparer.Ordinal).ThenBy(document => document.Id, StringComparer.Ordinal)];

    public void OnChange(string kind, Action changed) => _listeners.Enqueue((kind, changed));

    public ValueTask SaveAsync(Document document, CancellationToken stop)
    {
        RefuseWhenAway();
        _all[(document.Kind, document.Project.Value, document.Id)] = document with { ChangedAt = DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref _changes)) };
        Tell(document.Kind);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(string kind, string id, ProjectId project, CancellationToken stop)
    {
        RefuseWhenAway();
        _all.TryRemove((kind, project.Value, id), out _);
        Tell(kind);
        return ValueTask.CompletedTask;
    }

    private void RefuseWhenAway()
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("The store is away.");
        }
    }

    private void Tell(string kind)
    {
        foreach (var listener in _listeners.Where(listener => listener.Kind == kind))
        {
            listener.Changed();
        }
    }
}
