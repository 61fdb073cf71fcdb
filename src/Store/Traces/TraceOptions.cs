namespace Tracehouse.Store.Traces;

/// <summary>How traces are put together from their spans, from the configuration section <c>Traces</c>.</summary>
public sealed class TraceOptions
{
    /// <summary>How much memory the traces may take that were active last; others are read from the store when a span of theirs comes. 0 where several servers write to one ClickHouse.</summary>
    public long MemoryBytesMax { get; set; } = 32 << 20;

    /// <summary>How many spans of one trace its line in lists tells of.</summary>
    public int SpansMax { get; set; } = 200_000;
}
