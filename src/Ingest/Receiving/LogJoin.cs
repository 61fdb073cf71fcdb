using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>
/// Remembers for a while what logs have told of spans, because they arrive before the span that they belong to, in requests of their own.
/// They stay after their span has come, since it may be sent again. Nothing is lost that is forgotten here. Safe for use by several threads.
/// </summary>
internal sealed class LogJoin(IOptions<IntakeOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SpanKey, List<Waiting>> _waiting = [];
    private readonly Queue<(SpanKey Key, Waiting Log)> _byArrival = [];
    private readonly TimeSpan _patience = TimeSpan.FromSeconds(options.Value.LogJoinSecondsMax);
    private readonly long _bytesMax = options.Value.LogJoinBytesMax;
    private long _bytes;

    /// <summary>Remembers a log of a span, once: a repeated one has the same <paramref name="id"/>.</summary>
    public void Add(ProjectId project, IncomingLog log, SpanId id, int bytes)
    {
        if (log.TraceId is null || log.SpanId is null)
        {
            return;
        }

        var key = new SpanKey(project, log.TraceId, log.SpanId);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(key, out var logs))
            {
                _waiting[key] = logs = [];
            }

            if (logs.Exists(known => known.Id == id))
            {
                return;
            }

            var waiting = new Waiting(id, log, bytes, time.GetTimestamp());
            logs.Add(waiting);
            _byArrival.Enqueue((key, waiting));
            _bytes += bytes;
            Forget();
        }
    }

    /// <summary>What logs have told of this span so far, in the order of their time.</summary>
    public IReadOnlyList<IncomingLog> LogsOf(ProjectId project, string traceId, string spanId)
    {
        lock (_gate)
        {
            Forget();
            return _waiting.TryGetValue(new SpanKey(project, traceId, spanId), out var logs) ? [.. logs.Select(waiting => waiting.Log).OrderBy(log => log.Time)] : [];
        }
    }

    private void Forget()
    {
        while (_byArrival.TryPeek(out var oldest) && (_bytes > _bytesMax || time.GetElapsedTime(oldest.Log.Arrival) > _patience))
        {
            _byArrival.Dequeue();
            _bytes -= oldest.Log.Bytes;
            var logs = _waiting[oldest.Key];
            logs.Remove(oldest.Log);
            if (logs.Count == 0)
            {
                _waiting.Remove(oldest.Key);
            }
        }
    }

    private readonly record struct SpanKey(ProjectId Project, string TraceId, string SpanId);

    private sealed record Waiting(SpanId Id, IncomingLog Log, int Bytes, long Arrival);
}
