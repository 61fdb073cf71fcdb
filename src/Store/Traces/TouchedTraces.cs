using System.Runtime.InteropServices;
using Tracehouse.Records;

namespace Tracehouse.Store.Traces;

/// <summary>The traces of a batch before its spans are stored.</summary>
/// <param name="Times">When their spans of this batch began.</param>
/// <param name="Stored">Those that memory does not know and the store does.</param>
/// <param name="Age">Tells whether somebody else has changed traces since.</param>
internal sealed record TouchedTraces(IReadOnlyDictionary<TraceKey, (DateTimeOffset First, DateTimeOffset Last)> Times, IReadOnlySet<TraceKey> Stored, long Age)
{
    public static Dictionary<TraceKey, (DateTimeOffset First, DateTimeOffset Last)> TimesOf(IReadOnlyList<SpanRecord> records)
    {
        var times = new Dictionary<TraceKey, (DateTimeOffset First, DateTimeOffset Last)>();
        foreach (var record in records)
        {
            ref var time = ref CollectionsMarshal.GetValueRefOrAddDefault(times, TraceKey.Of(record), out var isKnown);
            time = !isKnown ? (record.StartTime, record.StartTime)
                : (record.StartTime < time.First ? record.StartTime : time.First, record.StartTime > time.Last ? record.StartTime : time.Last);
        }

        return times;
    }
}
