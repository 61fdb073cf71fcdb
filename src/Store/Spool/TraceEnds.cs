using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Up to where the spool must have been drained before all of a trace is in ClickHouse, so that a question for one trace does not wait for others. Two
/// traces may share a key, which costs a wait and nothing else. Not safe for several callers at once.
/// </summary>
/// <param name="start">Whose the records before this are is not known.</param>
/// <param name="countMax">How many records on their way are known; those of others are waited for by everybody.</param>
internal sealed class TraceEnds(SpoolPosition start, int countMax)
{
    private readonly Dictionary<int, SpoolPosition> _ends = [];
    private readonly Queue<(int Key, SpoolPosition End)> _records = [];
    private SpoolPosition _unknown = start;

    public static int KeyOf(ProjectId project, string traceId) => HashCode.Combine(project.Value, traceId);

    /// <summary>A record was appended; null for one that may be about any trace.</summary>
    public void Add(int? trace, SpoolPosition end)
    {
        if (trace is not { } key)
        {
            _unknown = end;
            return;
        }

        _ends[key] = end;
        _records.Enqueue((key, end));
        if (_records.Count > countMax)
        {
            _unknown = _records.Peek().End > _unknown ? _records.Peek().End : _unknown;
            Forget();
        }
    }

    /// <summary>Everything before this is in ClickHouse.</summary>
    public void Pass(SpoolPosition drained)
    {
        while (_records.TryPeek(out var record) && record.End <= drained)
        {
            Forget();
        }
    }

    public SpoolPosition Of(int key) => _ends.TryGetValue(key, out var end) && end > _unknown ? end : _unknown;

    private void Forget()
    {
        var (key, end) = _records.Dequeue();
        if (_ends[key] == end)
        {
            _ends.Remove(key);
        }
    }
}
