namespace Tracehouse.Records;

/// <summary>Where finished spans go; the one thing that their producers see of the store.</summary>
public interface IRecordSink
{
    /// <summary>
    /// Hands a record over; the bytes of its payload are only lent, until this returns. When this returns true the record survives the death of this process, though not yet a power cut.
    /// False means that it was dropped because the spool is full or off; the drop has been counted. Takes microseconds; does not throw.
    /// </summary>
    bool TryAppend(SpanRecord record);
}
