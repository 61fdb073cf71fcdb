using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>Neighbouring records of one segment. The payloads lie in a lent buffer, so nothing of them may be kept after disposal.</summary>
internal sealed class SpoolBatch(SpoolPosition start, SpoolPosition end, IReadOnlyList<SpanRecord> records, IReadOnlyList<ScoreRecord> scores, byte[] buffer, BatchBuffers buffers) : IDisposable
{
    public SpoolPosition Start { get; } = start;

    public SpoolPosition End { get; } = end;

    public IReadOnlyList<SpanRecord> Records { get; } = records;

    /// <summary>Scores that came by themselves.</summary>
    public IReadOnlyList<ScoreRecord> Scores { get; } = scores;

    public void Dispose() => buffers.Return(buffer);
}
