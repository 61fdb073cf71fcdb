namespace Tracehouse.Store.Spool;

/// <summary>What the checksums of one segment are made with.</summary>
/// <param name="Salt">Laid over every checksum.</param>
/// <param name="IsFirst">Whether the segment has the first layout, whose checksums are plain.</param>
internal readonly record struct SegmentSeal(uint Salt, bool IsFirst)
{
    /// <summary>Whether the checksum is that of the record in this segment.</summary>
    public bool Fits(ReadOnlySpan<byte> record, uint checksum) => ((IsFirst ? Checksum.Of(record) : Checksum.OfStrands(record)) ^ Salt) == checksum;
}
