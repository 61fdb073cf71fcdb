namespace Tracehouse.Records;

/// <summary>Takes out of records what may not be kept, before anything is written.</summary>
public interface IRecordPrivacy
{
    /// <summary>False when nothing that was said is kept.</summary>
    bool KeepsContent { get; }

    /// <summary>What may be kept of a record. Does not throw.</summary>
    SpanRecord Keep(SpanRecord record);

    /// <summary>What may be kept of a score that comes by itself; those that come with a span are kept with it. Does not throw.</summary>
    ScoreRecord Keep(ScoreRecord score);

    /// <summary>What may be kept of a part of a span. Does not throw.</summary>
    SpanPart Keep(SpanPart part);
}
