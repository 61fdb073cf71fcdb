namespace Tracehouse.Store.Spool;

/// <summary>Limits of the spool, from the configuration section <c>Spool</c>.</summary>
public sealed class SpoolOptions
{
    /// <summary>Where the segment files are; <c>spool</c> under <c>Data:Directory</c> when not set.</summary>
    public string Directory { get; set; } = "";

    /// <summary>How much may wait for ClickHouse; beyond it records are dropped and counted.</summary>
    public long BytesMax { get; set; } = 8L << 30;

    /// <summary>A segment file that has reached this size is followed by a new one.</summary>
    public int SegmentBytesMax { get; set; } = 64 << 20;

    /// <summary>How much of files may be kept whose records have all arrived, to be written over by later ones.</summary>
    public long SpareBytesMax { get; set; } = 256 << 20;

    /// <summary>The largest single record.</summary>
    public int RecordBytesMax { get; set; } = 128 << 20;

    /// <summary>Of how many records that wait for ClickHouse it is known whose they are, so that a question for another trace does not wait for them.</summary>
    public int TracesKnownMax { get; set; } = 100_000;

    /// <summary>How long records that nobody waits for may stay in the operating system's cache before they are forced to disk.</summary>
    public int CommitMillisecondsMax { get; set; } = 20;
}
