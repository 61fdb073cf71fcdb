using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>Neighbouring records of one segment. The payloads lie in a lent buffer, so nothing of them may be kept after disposal.</summary>
internal sealed class SpoolBatch(SpoolPosition start, SpoolPosition end, IReadOnlyList<SpanRecord> records, IReadOnlyList<ScoreRecord> scores, IReadOnlyList<SpanPart> parts, byte[] buffer, BatchBuffers buffers) : IDisposable
{
    public SpoolPosition Start { get; } = start;

    public SpoolPosition End { get; } = end;

    public IReadOnlyList<SpanRecord> Records { get; } = records;

    /// <summary>Scores that came by themselves.</summary>
    public IReadOnlyList<ScoreRecord> Scores { get; } = scores;

    /// <summary>Parts of spans that are told in pieces.</summary>
    public IReadOnlyList<SpanPart> Parts { get; } = parts;

    /// <summary>Whose they all are, each once.</summary>
    public IEnumerable<ProjectId> Projects => Records.Select(record => record.Project).Concat(Scores.Select(score => score.Project)).Concat(Parts.Select(part => part.Project)).Distinct();

    public void Dispose() => buffers.Return(buffer);
}
