namespace Tracehouse.Records;

/// <summary>Keeps documents, the same ones for all servers of one store.</summary>
public interface IDocuments
{
    /// <summary>What there is of a kind, the last known state, also while the store is away. Never blocks; what this process saved is there at once.</summary>
    IReadOnlyList<Document> All(string kind);

    /// <summary>Asks to be called after every change of a kind, by this server or another; on any thread, for as long as the process lives.</summary>
    void OnChange(string kind, Action changed);

    /// <summary>Durable when it returns. Throws <see cref="StoreUnavailableException"/> when the store is away; then nothing has changed here.</summary>
    ValueTask SaveAsync(Document document, CancellationToken stop);

    /// <summary>The same for the removal of a document, which need not be there.</summary>
    ValueTask DeleteAsync(string kind, string id, ProjectId project, CancellationToken stop);
}
