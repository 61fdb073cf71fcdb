using Microsoft.Win32.SafeHandles;

namespace Tracehouse.Store.Spool;

/// <summary>Appends frames to one segment file. Not for use by two threads at once.</summary>
internal sealed class SegmentWriter
{
    private readonly uint _salt;

    private SegmentWriter(long number, SafeFileHandle file, uint salt)
    {
        Number = number;
        File = file;
        _salt = salt;
        End = new SpoolPosition(number, SegmentFile.HeadingBytes);
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
        var file = System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            RandomAccess.Write(file, SegmentFile.Start(), 0);
            return Of(number, file)!;
        }
        catch
        {
            file.Dispose();
            System.IO.File.Delete(path);
            throw;
        }
    }

    /// <summary>Writes over a file that has been made ready for it; null when it has not.</summary>
    public static SegmentWriter? Open(string directory, long number)
    {
        var file = System.IO.File.OpenHandle(SegmentFile.PathOf(directory, number), FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var writer = Of(number, file);
        if (writer is null)
        {
            file.Dispose();
        }

        return writer;
    }

    /// <summary>
    /// Appends a sealed frame with the empty head behind it. Throws <see cref="IOException"/> when the disk refuses; the next append then overwrites
    /// what was written of this one.
    /// </summary>
    public void Append(Span<byte> frame)
    {
        SegmentFile.Salt(frame, _salt);
        RandomAccess.Write(File, frame[..SegmentFile.WrittenBytes(frame.Length, End.Offset)], End.Offset);
        End = End with { Offset = End.Offset + frame.Length - SegmentFile.FrameTailBytes };
    }

    /// <summary>Cuts off what the file held before, so that its length says again what it holds. Does not throw.</summary>
    public void Trim()
    {
        try
        {
            RandomAccess.SetLength(File, End.Offset + SegmentFile.FrameHeadBytes);
        }
        catch (IOException)
        {
            // Nobody reads behind the end; the file only counts for more than it holds.
        }
    }

    private static SegmentWriter? Of(long number, SafeFileHandle file)
    {
        Span<byte> heading = stackalloc byte[SegmentFile.HeadingBytes];
        return RandomAccess.Read(file, heading, 0) == heading.Length && SegmentFile.TryReadHeading(heading, out var seal) && !seal.IsFirst ? new SegmentWriter(number, file, seal.Salt) : null;
    }
}
