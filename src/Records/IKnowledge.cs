namespace Tracehouse.Records;

/// <summary>
/// Keeps pieces of texts with their vectors, and finds those that are near a vector. What was saved is found by the next question. All methods throw
/// <see cref="StoreUnavailableException"/> when the store is away or switched off.
/// </summary>
public interface IKnowledge
{
    /// <summary>Replaces all pieces of a document; none removes it. Durable when it returns.</summary>
    ValueTask SaveAsync(ProjectId project, string collection, string document, IReadOnlyList<KnowledgePiece> pieces, CancellationToken stop);

    /// <summary>The pieces whose vectors point most nearly the same way, the nearest first; those of another length are passed over.</summary>
    ValueTask<IReadOnlyList<KnowledgeMatch>> FindAsync(ProjectId project, string collection, IReadOnlyList<float> vector, int limit, CancellationToken stop);
}
