using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Remembers on disk how far the spool has been drained for good, and how far those batches reach that have been sent since.
/// The second is what makes a repeated batch the same batch: its deduplication token names it, so its borders must not move.
/// Two slots are written in turn, so that a write cut short leaves the other one whole.
/// </summary>
internal sealed class Bookmark : IDisposable
{
    private const int SlotBytes = 4096;
    private const int UsedBytes = 68;
    private const uint Magic = 0x4B424854;

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file;
    private long _sequence;

    private Bookmark(SafeFileHandle file) => _file = file;

    /// <summary>Made at random once for each spool, so that tokens of two spools never meet in one database.</summary>
    public Guid SpoolId { get; private set; } = Guid.NewGuid();

    /// <summary>Everything before this is in ClickHouse.</summary>
    public SpoolPosition Committed { get; private set; } = new(1, SegmentFile.HeadingBytes);

    /// <summary>The end of the last batch that was sent; equal to <see cref="Committed"/> when all of them are safe.</summary>
    public SpoolPosition Intended { get; private set; } = new(1, SegmentFile.HeadingBytes);

    /// <summary>Opens the bookmark of a spool directory. A missing or damaged one begins a new spool, which re-sends what is still there.</summary>
    public static Bookmark Open(string directory)
    {
        var path = Path.Combine(directory, "bookmark");
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var bookmark = new Bookmark(file);
        if (!bookmark.TryLoad())
        {
            bookmark.Save();
            DirectorySync.Flush(directory);
        }

        return bookmark;
    }

    /// <summary>Says, durably, that the batch up to <paramref name="end"/> is about to be sent.</summary>
    public void Intend(SpoolPosition end)
    {
        lock (_gate)
        {
            if (end > Intended)
            {
                Intended = end;
                Save();
            }
        }
    }

    /// <summary>Says, durably, that everything before <paramref name="end"/> has arrived and is safe.</summary>
    public void Commit(SpoolPosition end)
    {
        lock (_gate)
        {
            if (end > Committed)
            {
                (Committed, Intended) = (end, end > Intended ? end : Intended);
                Save();
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private void Save()
    {
        Span<byte> slot = stackalloc byte[UsedBytes];
        _sequence++;
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(slot[4..], _sequence);
        SpoolId.TryWriteBytes(slot[12..]);
        BinaryPrimitives.WriteInt64LittleEndian(slot[28..], Committed.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(slot[36..], Committed.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(slot[44..], Intended.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(slot[52..], Intended.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(slot[60..], Checksum.Of(slot[..60]));
        RandomAccess.Write(_file, slot, _sequence % 2 * SlotBytes);
        RandomAccess.FlushToDisk(_file);
    }

    private bool TryLoad()
    {
        Span<byte> slot = stackalloc byte[UsedBytes];
        for (var index = 0; index < 2; index++)
        {
            if (RandomAccess.Read(_file, slot, index * SlotBytes) < UsedBytes || !IsWhole(slot))
            {
                continue;
            }

            var sequence = BinaryPrimitives.ReadInt64LittleEndian(slot[4..]);
            if (sequence > _sequence)
            {
                _sequence = sequence;
                SpoolId = new Guid(slot[12..28]);
                Committed = new(BinaryPrimitives.ReadInt64LittleEndian(slot[28..]), BinaryPrimitives.ReadInt64LittleEndian(slot[36..]));
                Intended = new(BinaryPrimitives.ReadInt64LittleEndian(slot[44..]), BinaryPrimitives.ReadInt64LittleEndian(slot[52..]));
            }
        }

        return _sequence > 0;
    }

    private static bool IsWhole(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadUInt32LittleEndian(slot) == Magic
        && BinaryPrimitives.ReadUInt32LittleEndian(slot[60..]) == Checksum.Of(slot[..60]);
}
