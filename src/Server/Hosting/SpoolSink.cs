using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Mirroring;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Spool;

namespace Tracehouse.Server.Hosting;

/// <summary>The spool as those see it who wait until their records are safe.</summary>
internal sealed class SpoolSink(RecordSpool spool, Mirrors mirrors, IOptions<ClickHouseOptions> options) : IDurableSink
{
    public bool IsOff { get; } = !options.Value.Enabled;

    public bool TryAppend(SpanRecord record)
    {
        var isKept = spool.TryAppendKept(record);
        if (isKept)
        {
            mirrors.Add(record);
        }

        return isKept;
    }

    public bool TryAppend(ScoreRecord score)
    {
        var isKept = spool.TryAppendKept(score);
        if (isKept)
        {
            mirrors.Add(score);
        }

        return isKept;
    }

    public bool TryAppend(SpanPart part) => spool.TryAppendKept(part);

    public async Task<bool> FlushAsync(CancellationToken stop)
    {
        try
        {
            await spool.FlushAsync(stop);
            return true;
        }
        catch (IOException)
        {
            // The spool has logged it.
            return false;
        }
    }
}
