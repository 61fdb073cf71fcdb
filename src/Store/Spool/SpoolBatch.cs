using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>Neighbouring records of one segment. The payloads lie in a lent buffer, so nothing of them may be kept after disposal.</summary>
internal sealed class SpoolBatch(SpoolPosition start, SpoolPosition end, IReadOnlyList<SpanRecord> records, byte[] buffer, BatchBuffers buffers) : IDisposable
{
    public SpoolPosition Start { get; } = start;

    public SpoolPosition End { get; } = end;

    public IReadOnlyList<SpanRecord> Records { get; } = records;

    public void Dispose() => buffers.Return(buffer);
}
