namespace Tracehouse.Store.Traces;

/// <summary>The spans of the traces that were active last, and the row that stands for each. What does not fit is forgotten, the longest silent first.</summary>
internal sealed class TraceMemory(long bytesMax, DateTimeOffset begin)
{
    private readonly Dictionary<TraceKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _bySilence = [];
    private long _bytes;

    /// <summary>Every trace that was touched since then is here.</summary>
    public DateTimeOffset CompleteSince { get; private set; } = begin;

    /// <summary>Null when it is not known here.</summary>
    public TraceState? Find(TraceKey key) => _entries.TryGetValue(key, out var node) ? node.Value.State : null;

    /// <summary>Remembers a trace as it is now.</summary>
    public void Keep(TraceKey key, TraceState state, DateTimeOffset now)
    {
        Remove(key);
        var entry = new Entry(key, state, state.Bytes, now);
        _entries[key] = _bySilence.AddLast(entry);
        _bytes += entry.Bytes;
    }

    /// <summary>Forgets a trace that changes elsewhere; from now on what is not here may be there nevertheless.</summary>
    public void Forget(TraceKey key, DateTimeOffset now)
    {
        CompleteSince = now;
        Remove(key);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear(DateTimeOffset now)
    {
        CompleteSince = now;
        _entries.Clear();
        _bySilence.Clear();
        _bytes = 0;
    }

    /// <summary>Forgets what is too much; between batches, so that a batch finds what it counts on.</summary>
    public void Trim()
    {
        while (_bytes > bytesMax && _bySilence.First is { } longest)
        {
            CompleteSince = longest.Value.Touched;
            Remove(longest.Value.Key);
        }
    }

    private void Remove(TraceKey key)
    {
        if (_entries.Remove(key, out var node))
        {
            _bytes -= node.Value.Bytes;
            _bySilence.Remove(node);
        }
    }

    private sealed record Entry(TraceKey Key, TraceState State, long Bytes, DateTimeOffset Touched);
}
