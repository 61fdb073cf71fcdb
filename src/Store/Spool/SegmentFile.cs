using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Tracehouse.Store.Spool;

/// <summary>
/// The layout of a segment file: a heading of four bytes that name it and a salt of four, then frames of length (4 bytes), checksum (4 bytes) and the
/// record, all little-endian; an empty frame head stands behind the last frame. Files are written over when they are used again, so behind the end may
/// stand what was there before. The salt is laid over each checksum, and every use of a file has a salt of its own, so that no earlier frame counts,
/// nor anything that looks like a frame within a payload.
/// </summary>
internal static class SegmentFile
{
    public const int HeadingBytes = 8;
    public const int FrameHeadBytes = 8;

    /// <summary>Room behind a frame for what is written with it: an empty head and zeros up to the end of a page.</summary>
    public const int FrameTailBytes = FrameHeadBytes + PageBytes;

    private const int PageBytes = 4096;
    private const int SaltAt = 4;
    private const string Extension = ".segment";

    private static ReadOnlySpan<byte> Name => "THS2"u8;

    /// <summary>The heading of the first layout, which has no salt and ends where the file does.</summary>
    private static ReadOnlySpan<byte> FirstHeading => "THSPOOL1"u8;

    public static string PathOf(string directory, long number) =>
        Path.Combine(directory, number.ToString("D16", CultureInfo.InvariantCulture) + Extension);

    /// <summary>The numbers of all segments in the directory, in order.</summary>
    public static long[] NumbersIn(string directory) =>
    [
        .. from file in Directory.EnumerateFiles(directory, "*" + Extension)
           let name = Path.GetFileNameWithoutExtension(file)
           where long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
           let number = long.Parse(name, CultureInfo.InvariantCulture)
           orderby number
           select number,
    ];

    /// <summary>The beginning of a segment without records, with a salt that nobody can guess.</summary>
    public static byte[] Start()
    {
        var start = new byte[HeadingBytes + FrameHeadBytes];
        Name.CopyTo(start);
        RandomNumberGenerator.Fill(start.AsSpan(SaltAt, HeadingBytes - SaltAt));
        return start;
    }

    /// <summary>False for what is no heading.</summary>
    public static bool TryReadHeading(ReadOnlySpan<byte> heading, out SegmentSeal seal)
    {
        var isFirst = heading.SequenceEqual(FirstHeading);
        var isSalted = heading.Length == HeadingBytes && heading.StartsWith(Name);
        seal = new SegmentSeal(isSalted ? BinaryPrimitives.ReadUInt32LittleEndian(heading[SaltAt..]) : 0, isFirst);
        return isSalted || isFirst;
    }

    /// <summary>Writes the head of a frame before the record that it holds already, and clears the room behind that.</summary>
    public static void Seal(Span<byte> frame)
    {
        var record = frame[FrameHeadBytes..^FrameTailBytes];
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum.OfStrands(record));
        frame[^FrameTailBytes..].Clear();
    }

    /// <summary>Makes a sealed frame one of the segment with this salt.</summary>
    public static void Salt(Span<byte> frame, uint salt) =>
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) ^ salt);

    /// <summary>
    /// How much to write of a sealed frame that begins there: it goes on to the end of a page, because a page of a file that is written over would have to be
    /// read from the disk first for what is to stay of it.
    /// </summary>
    public static int WrittenBytes(int frameBytes, long offset)
    {
        var end = offset + frameBytes - FrameTailBytes + FrameHeadBytes;
        return (int)((end + PageBytes - 1) / PageBytes * PageBytes - offset);
    }

    /// <summary>The length of the record, zero behind the last one, and its checksum.</summary>
    public static (int Length, uint Checksum) ReadFrameHead(ReadOnlySpan<byte> head) =>
        (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));
}
