using Microsoft.Win32.SafeHandles;

namespace Tracehouse.Store.Spool;

/// <summary>Appends frames to one new segment file. Not for use by two threads at once.</summary>
internal sealed class SegmentWriter
{
    private SegmentWriter(long number, SafeFileHandle file)
    {
        Number = number;
        File = file;
        End = new SpoolPosition(number, SegmentFile.Heading.Length);
    }

    public long Number { get; }

    /// <summary>Owned by the group commit, which closes it after its last flush.</summary>
    public SafeFileHandle File { get; }

    /// <summary>Behind the last whole frame.</summary>
    public SpoolPosition End { get; private set; }

    /// <summary>Creates the file; throws <see cref="IOException"/> when it exists or the disk refuses, and then leaves nothing behind.</summary>
    public static SegmentWriter Create(string directory, long number)
    {
        var path = SegmentFile.PathOf(directory, number);
        var file = System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        try
        {
            RandomAccess.Write(file, SegmentFile.Heading, 0);
            return new SegmentWriter(number, file);
        }
        catch
        {
            file.Dispose();
            System.IO.File.Delete(path);
            throw;
        }
    }

    /// <summary>Appends a whole frame. Throws <see cref="IOException"/> when the disk refuses; the next append then overwrites what was written of this one.</summary>
    public void Append(ReadOnlySpan<byte> frame)
    {
        RandomAccess.Write(File, frame, End.Offset);
        End = End with { Offset = End.Offset + frame.Length };
    }
}
