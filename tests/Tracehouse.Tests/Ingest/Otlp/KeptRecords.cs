using System.Collections.Concurrent;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;

namespace Tracehouse.Tests.Ingest.Otlp;

/// <summary>A spool in memory that can be full, and that tells whether anybody waited for the disk. Every token costs a dollar where the model is priced.</summary>
internal sealed class KeptRecords : IDurableSink, IRecordPrivacy, IPriceBook
{
    public ConcurrentQueue<SpanRecord> Records { get; } = [];

    public ConcurrentQueue<ScoreRecord> Scores { get; } = [];

    public bool KeepsContent => true;

    public bool IsOff { get; set; }

    public bool IsFull { get; set; }

    public bool HasDisk { get; set; } = true;

    public int Flushes { get; private set; }

    public bool TryAppend(SpanRecord record)
    {
        if (IsFull)
        {
            return false;
        }

        Records.Enqueue(record);
        return true;
    }

    public bool TryAppend(ScoreRecord score)
    {
        if (IsFull)
        {
            return false;
        }

        Scores.Enqueue(score);
        return true;
    }

    public ConcurrentQueue<SpanPart> Parts { get; } = [];

    public bool TryAppend(SpanPart part)
    {
        if (IsFull)
        {
            return false;
        }

        Parts.Enqueue(part);
        return true;
    }

    public Task<bool> FlushAsync(CancellationToken stop)
    {
        Flushes++;
        return Task.FromResult(HasDisk);
    }

    public SpanRecord Keep(SpanRecord record) => record;

    public SpanPart Keep(SpanPart part) => part;

    public ScoreRecord Keep(ScoreRecord score) => score with { Comment = score.Comment?.Replace("secret", "[left out]") };

    public Cost? Price(string provider, string model, TokenUsage usage, DateTimeOffset time) =>
        (provider, model) == ("priced", "model") ? new Cost(usage.Input ?? 0, usage.Output ?? 0, $"of {time.Year}") : null;

    public IEnumerable<ListedPrice> All(DateTimeOffset time) => [];

    public ListedPrice? Find(string provider, string model, DateTimeOffset time) => null;
}
