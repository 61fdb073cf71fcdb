using System.Net;
using Tracehouse.Payloads;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Draining;

/// <summary>The rows of a batch in one table. They are written while they are sent, so that a batch does not lie in memory twice.</summary>
internal sealed class RowsContent(SpanTable table, IReadOnlyList<SpanRecord> records) : HttpContent
{
    private const int PieceBytes = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using var rows = new PooledBytes();
        var writer = new RowBinaryWriter(rows);
        foreach (var record in records)
        {
            table.Write(record, writer);
            if (rows.Length >= PieceBytes)
            {
                await stream.WriteAsync(rows.Memory, cancellationToken);
                rows.Clear();
            }
        }

        await stream.WriteAsync(rows.Memory, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
