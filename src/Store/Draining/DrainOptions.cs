namespace Tracehouse.Store.Draining;

/// <summary>How the spool is emptied into ClickHouse, from the configuration section <c>Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>The largest batch, in bytes of the spool.</summary>
    public int BatchBytesMax { get; set; } = 16 << 20;

    /// <summary>How long a record may wait for company before it is sent, when nobody asks for it.</summary>
    public int LingerMilliseconds { get; set; } = 250;

    /// <summary>For how long after a question records do not wait for company, because another question is likely to follow.</summary>
    public int EagerMilliseconds { get; set; } = 2_000;

    /// <summary>How many spans are remembered so that one that is sent again is known; for others the store is asked.</summary>
    public int RememberedSpansMax { get; set; } = 500_000;

    /// <summary>How many messages are remembered so that one that is said again is not stored again; another is stored a second time for a while.</summary>
    public int RememberedMessagesMax { get; set; } = 200_000;

    /// <summary>How long a question waits for records that were acknowledged before it; then it answers with what is there.</summary>
    public int BarrierSecondsMax { get; set; } = 10;
}
