using System.Collections.Concurrent;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;

namespace Tracehouse.Tests.Ingest.Otlp;

/// <summary>A spool in memory that can be full, and that tells whether anybody waited for the disk.</summary>
internal sealed class KeptRecords : IDurableSink, IRecordPrivacy
{
    public ConcurrentQueue<SpanRecord> Records { get; } = [];

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

    public Task<bool> FlushAsync(CancellationToken stop)
    {
        Flushes++;
        return Task.FromResult(HasDisk);
    }

    public SpanRecord Keep(SpanRecord record) => record;
}
