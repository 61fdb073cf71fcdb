namespace Tracehouse.Store.Spool;

/// <summary>A place between two records of the spool.</summary>
/// <param name="Segment">The number of the segment file, from 1.</param>
/// <param name="Offset">Bytes from the beginning of that file.</param>
public readonly record struct SpoolPosition(long Segment, long Offset) : IComparable<SpoolPosition>
{
    /// <inheritdoc/>
    public int CompareTo(SpoolPosition other) =>
        Segment != other.Segment ? Segment.CompareTo(other.Segment) : Offset.CompareTo(other.Offset);

    public static bool operator <(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SpoolPosition left, SpoolPosition right) => left.CompareTo(right) >= 0;

    /// <summary>Segment and offset, as used in deduplication tokens and messages.</summary>
    public override string ToString() => $"{Segment}-{Offset}";
}
