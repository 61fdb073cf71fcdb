using System.Collections.Immutable;
using Tracehouse.Records;

namespace Tracehouse.Store.Documents;

/// <summary>All documents that are known, the deleted ones too, so that an older state of another server does not bring them back. It does not change.</summary>
internal sealed class DocumentSet
{
    public static readonly DocumentSet Empty = new(ImmutableDictionary<(string, string, string), Document>.Empty);

    private readonly ImmutableDictionary<(string Kind, string Project, string Id), Document> _all;
    private readonly Dictionary<string, Document[]> _live;

    private DocumentSet(ImmutableDictionary<(string Kind, string Project, string Id), Document> all)
    {
        _all = all;
        _live = all.Values.Where(document => !document.Json.IsEmpty).GroupBy(document => document.Kind, StringComparer.Ordinal).ToDictionary(
            kind => kind.Key, kind => kind.OrderBy(document => document.Project.Value, StringComparer.Ordinal).ThenBy(document => document.Id, StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
    }

    public IEnumerable<Document> All => _all.Values;

    public IReadOnlyList<Document> Live(string kind) => _live.GetValueOrDefault(kind, []);

    /// <summary>When a document was changed last; null when it was never there.</summary>
    public DateTimeOffset? ChangedAt(string kind, ProjectId project, string id) =>
        _all.TryGetValue((kind, project.Value, id), out var known) ? known.ChangedAt : null;

    /// <summary>This set with whatever is newer among others, and the kinds that changed by it.</summary>
    public (DocumentSet Set, IReadOnlyList<string> Changed) With(IEnumerable<Document> others)
    {
        var newer = others.Where(other => ChangedAt(other.Kind, other.Project, other.Id) is not { } known || known < other.ChangedAt).ToList();
        return newer.Count == 0
            ? (this, [])
            : (new DocumentSet(_all.SetItems(newer.Select(document => KeyValuePair.Create((document.Kind, document.Project.Value, document.Id), document)))),
                [.. newer.Select(document => document.Kind).Distinct()]);
    }

    /// <summary>What this set knows newer than another does.</summary>
    public IReadOnlyList<Document> NewerThan(DocumentSet other) =>
        [.. All.Where(document => other.ChangedAt(document.Kind, document.Project, document.Id) is not { } known || known < document.ChangedAt)];
}
