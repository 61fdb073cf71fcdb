using System.Buffers;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Documents;

/// <summary>The table of documents in ClickHouse.</summary>
internal sealed class DocumentTable(ClickHouseLink link)
{
    private const string Insert = "INSERT INTO documents (kind, project, id, json, changed_at) FORMAT RowBinary";
    private static readonly string Read = SqlFile.Read("Documents/ReadDocuments.sql");
    private static readonly string Fingerprint = SqlFile.Read("Documents/FingerprintDocuments.sql");

    /// <summary>Text that is the same as long as nothing has changed.</summary>
    public async Task<string> FingerprintAsync(CancellationToken stop) =>
        (await link.ReadAllAsync(Fingerprint, SqlParameters.None, DocumentsJson.Default.DocumentsFingerprint, stop))[0].Value;

    /// <summary>All documents, deleted ones too.</summary>
    public async Task<IReadOnlyList<Document>> ReadAsync(CancellationToken stop) =>
        [.. (await link.ReadAllAsync(Read, SqlParameters.None, DocumentsJson.Default.DocumentRow, stop)).Select(row => row.ToDocument())];

    /// <summary>Durable when it returns; safe to repeat.</summary>
    public Task WriteAsync(IEnumerable<Document> documents, CancellationToken stop)
    {
        var rows = new ArrayBufferWriter<byte>();
        var writer = new RowBinaryWriter(rows);
        foreach (var document in documents)
        {
            writer.String(document.Kind);
            writer.String(document.Project.Value);
            writer.String(document.Id);
            writer.String(document.Json);
            writer.Time(document.ChangedAt);
        }

        return link.InsertAsync(Insert, $"{Guid.NewGuid():N}", rows.WrittenMemory, stop);
    }
}
