using System.Buffers;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store.Draining;

/// <summary>Puts one batch into the tables. Sending the same batch again stores nothing twice.</summary>
internal sealed class BatchSender(ClickHouseLink link)
{
    private readonly ArrayBufferWriter<byte> _rows = new(64 << 10);

    /// <summary>Payloads go first, so that nothing is listed whose content is not there.</summary>
    public async Task SendAsync(SpoolBatch batch, Guid spool, CancellationToken stop)
    {
        if (batch.Records.Count == 0)
        {
            return;
        }

        var token = $"{spool:N}-{batch.Start}";
        await InsertAsync(SpanRows.InsertPayloads, token, batch.Records, SpanRows.WritePayload, stop);
        await InsertAsync(SpanRows.InsertSpans, token, batch.Records, SpanRows.WriteSpan, stop);
    }

    private async Task InsertAsync(
        string insert, string token, IReadOnlyList<SpanRecord> records, Action<SpanRecord, RowBinaryWriter> write, CancellationToken stop)
    {
        _rows.ResetWrittenCount();
        var writer = new RowBinaryWriter(_rows);
        foreach (var record in records)
        {
            write(record, writer);
        }

        await link.InsertAsync(insert, token, _rows.WrittenMemory, stop);
    }
}
