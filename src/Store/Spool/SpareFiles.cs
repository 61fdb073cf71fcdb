using System.Globalization;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Segment files whose records have all arrived, kept to be written over: the system has their pages in memory already, and finding new ones for every
/// record costs more than the rest of keeping it. Safe for use by several threads.
/// </summary>
internal sealed class SpareFiles
{
    private const string Extension = ".spare";

    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly long _bytesMax;
    private readonly Stack<(string Path, long Bytes)> _files = new();
    private long _bytes;
    private long _lastNumber;

    /// <summary>Takes over what an earlier process kept.</summary>
    public SpareFiles(string directory, long bytesMax)
    {
        (_directory, _bytesMax) = (directory, bytesMax);
        foreach (var path in Directory.EnumerateFiles(directory, "*" + Extension).Order(StringComparer.Ordinal).ToArray())
        {
            var bytes = new FileInfo(path).Length;
            if (!long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || _bytes + bytes > _bytesMax)
            {
                File.Delete(path);
                continue;
            }

            _files.Push((path, bytes));
            _bytes += bytes;
            _lastNumber = Math.Max(_lastNumber, number);
        }
    }

    /// <summary>
    /// Keeps a file that nobody needs, unless that is too much; false when it is still where it was. Its old records end for good before it gets its new
    /// name, or they would be there again after a crash.
    /// </summary>
    public bool TryKeep(string path)
    {
        try
        {
            var bytes = new FileInfo(path).Length;
            string spare;
            lock (_gate)
            {
                if (_bytes + bytes > _bytesMax)
                {
                    return false;
                }

                spare = Path.Combine(_directory, (++_lastNumber).ToString("D16", CultureInfo.InvariantCulture) + Extension);
            }

            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                RandomAccess.Write(file, SegmentFile.Start(), 0);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(path, spare, overwrite: true);
            lock (_gate)
            {
                _files.Push((spare, bytes));
                _bytes += bytes;
            }

            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Puts a file in the place of a segment; false when there is none. Throws <see cref="IOException"/> when the disk refuses.</summary>
    public bool TryTake(string path)
    {
        (string Path, long Bytes) spare;
        lock (_gate)
        {
            if (!_files.TryPop(out spare))
            {
                return false;
            }

            _bytes -= spare.Bytes;
        }

        // In one step: a file with both names would be written over while it holds records.
        File.Move(spare.Path, path, overwrite: true);
        return true;
    }
}
