using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Where records go whose senders wait until they are safe. For one sender at a time; each takes its own.</summary>
public interface IDurableSink
{
    /// <summary>True when nothing is kept at all, because the store is switched off.</summary>
    bool IsOff { get; }

    /// <summary>Hands a record over; the bytes of its payload are only lent, until this returns. False when there is no room; its sender may try again later. Does not throw.</summary>
    bool TryAppend(SpanRecord record);

    /// <summary>The same for a score that comes by itself.</summary>
    bool TryAppend(ScoreRecord score);

    /// <summary>The same for a part of a span that is told in pieces.</summary>
    bool TryAppend(SpanPart part);

    /// <summary>Waits until everything that was handed over before is on disk. False when the disk refused it.</summary>
    Task<bool> FlushAsync(CancellationToken stop);
}
