using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>The bytes of media, a file each below <c>media</c> in the data directory. A file is there whole or not at all.</summary>
internal sealed class MediaFiles(IConfiguration configuration)
{
    private const int PieceBytes = 64 << 10;
    private const int FolderCharacters = 16;

    private readonly string _directory = Path.Combine(configuration["Data:Directory"] ?? "tracehouse-data", "media");

    /// <summary>Null when it is not there.</summary>
    public FileStream? Open(ProjectId project, string sha256)
    {
        var path = PathOf(project, sha256);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null;
    }

    /// <summary>Whether it is there.</summary>
    public bool Has(ProjectId project, string sha256) => File.Exists(PathOf(project, sha256));

    /// <summary>Keeps what comes, on disk when it returns. False, and nothing kept, when it is not what was announced. Throws <see cref="IOException"/> when the disk refuses.</summary>
    public async Task<bool> TryKeepAsync(ProjectId project, MediaEntry entry, Stream source, CancellationToken stop)
    {
        var path = PathOf(project, entry.Sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            if (!await WriteAsync(part, entry, source, stop))
            {
                return false;
            }

            File.Move(part, path, overwrite: true);
            return true;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<bool> WriteAsync(string part, MediaEntry entry, Stream source, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int read; (read = await source.ReadAsync(piece, stop)) > 0;)
            {
                if (file.Length + read > entry.ContentLength)
                {
                    return false;
                }

                hash.AppendData(piece, 0, read);
                await file.WriteAsync(piece.AsMemory(0, read), stop);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        file.Flush(flushToDisk: true);
        return file.Length == entry.ContentLength && Convert.ToHexStringLower(hash.GetHashAndReset()) == entry.Sha256;
    }

    /// <summary>Projects are told apart by the hash of their name, so that no name leads elsewhere.</summary>
    private string PathOf(ProjectId project, string sha256) =>
        Path.Combine(_directory, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project.Value)))[..FolderCharacters], sha256[..2], sha256);
}
