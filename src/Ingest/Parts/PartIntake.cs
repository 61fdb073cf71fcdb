using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Parts;

/// <summary>Keeps parts of spans that are told in pieces, without what may not be kept.</summary>
public sealed class PartIntake(IDurableSink sink, IRecordPrivacy privacy)
{
    /// <summary>True when nothing is kept at all, because the store is switched off (<c>ClickHouse:Enabled</c>).</summary>
    public bool IsOff => sink.IsOff;

    /// <summary>False when there is no room (<c>Spool:BytesMax</c>) or the part is too large for one record (<c>Spool:RecordBytesMax</c>).</summary>
    public bool TryAppend(SpanPart part) => sink.TryAppend(privacy.Keep(part));

    /// <summary>The same for a score.</summary>
    public bool TryAppend(ScoreRecord score) => sink.TryAppend(privacy.Keep(score));

    /// <summary>Waits until everything that was handed over is on disk. False when the disk refused it.</summary>
    public Task<bool> FlushAsync(CancellationToken stop) => sink.FlushAsync(stop);
}
