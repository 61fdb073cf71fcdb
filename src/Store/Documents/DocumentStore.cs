using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;

namespace Tracehouse.Store.Documents;

/// <summary>
/// Documents in memory, in ClickHouse and in a snapshot. A change is 1. written to ClickHouse, 2. written to the snapshot, 3. known here, 4. told.
/// With the store switched off the snapshot is all there is, and what it holds goes to ClickHouse when there is one again.
/// </summary>
internal sealed partial class DocumentStore : IDocuments, IDisposable
{
    private readonly DocumentTable _table;
    private readonly DocumentSnapshot _snapshot;
    private readonly StoreState _state;
    private readonly DocumentsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly bool _isOff;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Action>> _listeners = new(StringComparer.Ordinal);
    private volatile DocumentSet _known;
    private string _fingerprint = "";

    public DocumentStore(
        DocumentTable table, DocumentSnapshot snapshot, StoreState state, IOptions<DocumentsOptions> options, IOptions<ClickHouseOptions> clickHouse,
        TimeProvider time, ILogger<DocumentStore> log)
    {
        (_table, _snapshot, _state, _options, _time, _log) = (table, snapshot, state, options.Value, time, log);
        _isOff = !clickHouse.Value.Enabled;
        _known = DocumentSet.Empty.With(snapshot.Read()).Set;
    }

    public IReadOnlyList<Document> All(string kind) => _known.Live(kind);

    public void OnChange(string kind, Action changed) => _listeners.GetOrAdd(kind, _ => new ConcurrentQueue<Action>()).Enqueue(changed);

    public ValueTask DeleteAsync(string kind, string id, ProjectId project, CancellationToken stop) =>
        SaveAsync(new Document(kind, id, project, default), stop);

    public async ValueTask SaveAsync(Document document, CancellationToken stop)
    {
        if (document.Json.Bytes.Length > _options.JsonBytesMax)
        {
            throw new ArgumentException($"The document {document.Kind} {document.Id} has {document.Json.Bytes.Length} bytes; at most {_options.JsonBytesMax} are kept (Documents:JsonBytesMax).", nameof(document));
        }

        await WaitForStoreAsync(stop);
        IReadOnlyList<string> changed;
        await _writing.WaitAsync(stop);
        try
        {
            var stamped = document with { ChangedAt = NextTime(document) };
            if (!_isOff)
            {
                await WriteAsync(stamped, stop);
            }

            changed = Learn([stamped], isAllThereIs: _isOff);
        }
        finally
        {
            _writing.Release();
        }

        Tell(changed);
    }

    /// <summary>Learns what other servers changed, and gives ClickHouse what only this one knows. Throws as the link does.</summary>
    public async Task RefreshAsync(CancellationToken stop)
    {
        IReadOnlyList<string> changed;
        await _writing.WaitAsync(stop);
        try
        {
            var fingerprint = await _table.FingerprintAsync(stop);
            if (fingerprint == _fingerprint)
            {
                return;
            }

            var (theirs, _) = DocumentSet.Empty.With(await _table.ReadAsync(stop));
            changed = Learn(theirs.All, isAllThereIs: false);
            if (_known.NewerThan(theirs) is { Count: > 0 } ours)
            {
                await _table.WriteAsync(ours, stop);
            }
            else
            {
                _fingerprint = fingerprint;
            }
        }
        finally
        {
            _writing.Release();
        }

        Tell(changed);
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>A refusal by ClickHouse is an outage to whoever saves: there is nothing that they can do about it.</summary>
    private async Task WriteAsync(Document document, CancellationToken stop)
    {
        try
        {
            await _table.WriteAsync([document], stop);
        }
        catch (ClickHouseException cause)
        {
            LogRefused(_log, document.Kind, cause.Code, cause.Message);
            throw new StoreUnavailableException($"ClickHouse refused the change with code {cause.Code}; the server's log has the details.", cause);
        }
    }

    /// <summary>Now, but always later than what is known of the document, or the change would be lost to a clock that was set back.</summary>
    private DateTimeOffset NextTime(Document document)
    {
        var now = _time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        return _known.ChangedAt(document.Kind, document.Project, document.Id) is { } last && last >= now ? last.AddMicroseconds(1) : now;
    }

    private Task WaitForStoreAsync(CancellationToken stop) =>
        _isOff ? Task.CompletedTask : _state.ReadyAsync(TimeSpan.FromSeconds(_options.StartSecondsMax), _time, stop);

    /// <summary>The snapshot is a copy, and one that cannot be written no reason to refuse, unless the store is off.</summary>
    private IReadOnlyList<string> Learn(IEnumerable<Document> documents, bool isAllThereIs)
    {
        var (next, changed) = _known.With(documents);
        try
        {
            if (changed.Count > 0)
            {
                _snapshot.Write(next.All);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or Win32Exception)
        {
            if (isAllThereIs)
            {
                throw new StoreUnavailableException($"The change cannot be written to Documents:File: {cause.Message}", cause);
            }

            LogNoSnapshot(_log, cause.Message);
        }

        _known = next;
        return changed;
    }

    private void Tell(IReadOnlyList<string> kinds)
    {
        foreach (var listener in kinds.SelectMany(kind => _listeners.TryGetValue(kind, out var listeners) ? listeners.ToArray() : []))
        {
            try
            {
                listener();
            }
            catch (Exception cause)
            {
                LogListener(_log, cause);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "ClickHouse refused a document of kind {Kind} with code {Code}: {Reason}")]
    private static partial void LogRefused(ILogger log, string kind, int code, string reason);

    [LoggerMessage(LogLevel.Warning, "The snapshot of the documents (Documents:File) cannot be written; a start without ClickHouse would not know the last change: {Reason}")]
    private static partial void LogNoSnapshot(ILogger log, string reason);

    [LoggerMessage(LogLevel.Error, "Whoever waited for a change of documents failed")]
    private static partial void LogListener(ILogger log, Exception cause);
}
