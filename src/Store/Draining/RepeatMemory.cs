using Tracehouse.Records;

namespace Tracehouse.Store.Draining;

/// <summary>Every span that began since a certain moment and has arrived. When they become too many the moment moves on, minute by minute.</summary>
internal sealed class RepeatMemory(int spansMax)
{
    private readonly SortedDictionary<long, HashSet<UInt128>> _byMinute = [];
    private DateTimeOffset _since = DateTimeOffset.MaxValue;
    private int _count;

    /// <summary>Counts from here on.</summary>
    public void Begin(DateTimeOffset since) => _since = since;

    /// <summary>Whether a span of this time would be known if it had arrived.</summary>
    /// <param name="record">The span.</param>
    /// <param name="until">Times behind this are not to be believed.</param>
    public bool Covers(SpanRecord record, DateTimeOffset until) => record.StartTime >= _since && record.StartTime <= until;

    public bool Knows(SpanRecord record, UInt128 identity) => _byMinute.TryGetValue(MinuteOf(record), out var known) && known.Contains(identity);

    public void Add(SpanRecord record, UInt128 identity)
    {
        var minute = MinuteOf(record);
        if (!_byMinute.TryGetValue(minute, out var known))
        {
            _byMinute[minute] = known = [];
        }

        _count += known.Add(identity) ? 1 : 0;
        while (_count > spansMax)
        {
            var (oldest, spans) = _byMinute.First();
            _byMinute.Remove(oldest);
            _count -= spans.Count;
            _since = new DateTimeOffset((oldest + 1) * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        }
    }

    private static long MinuteOf(SpanRecord record) => record.StartTime.UtcTicks / TimeSpan.TicksPerMinute;
}
