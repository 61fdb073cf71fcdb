using System.Text.Json;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store.Documents;

/// <summary>The file that remembers all documents, for a start before or without ClickHouse. Only its owner may read it.</summary>
internal sealed class DocumentSnapshot(IOptions<DocumentsOptions> options)
{
    private readonly string _path = Path.GetFullPath(options.Value.File);

    /// <summary>
    /// Nothing when there is no file. Throws <see cref="InvalidDataException"/> for one that cannot be read, because a server that has forgotten
    /// its keys would let everybody in; one that may not be looked at is not one that is not there.
    /// </summary>
    public IReadOnlyList<Document> Read()
    {
        try
        {
            using var file = File.OpenRead(_path);
            return [.. (JsonSerializer.Deserialize(file, DocumentsJson.Default.ListDocumentRow) ?? []).Select(row => row.ToDocument())];
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{_path} (Documents:File) cannot be read: {cause.Message}", cause);
        }
        catch (JsonException cause)
        {
            throw new InvalidDataException($"{_path} (Documents:File) is damaged; put it back from a backup, or delete it when ClickHouse has all that was in it. {cause.Message}", cause);
        }
    }

    /// <summary>Replaces the file as a whole; on disk when it returns. Throws <see cref="IOException"/>.</summary>
    public void Write(IEnumerable<Document> documents)
    {
        var directory = Path.GetDirectoryName(_path)!;
        Directory.CreateDirectory(directory);
        var draft = _path + ".new";
        File.Delete(draft);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, how))
        {
            JsonSerializer.Serialize(file, [.. documents.Select(DocumentRow.From)], DocumentsJson.Default.ListDocumentRow);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
        DirectorySync.Flush(directory);
    }
}
