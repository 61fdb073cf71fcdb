using System.Buffers.Binary;
using System.Globalization;

namespace Tracehouse.Store.Spool;

/// <summary>
/// The layout of a segment file: eight bytes of heading, then frames of length (4 bytes), CRC-32C (4 bytes) and the record, all little-endian.
/// </summary>
internal static class SegmentFile
{
    public const int FrameHeadBytes = 8;
    private const string Extension = ".segment";

    /// <summary>Says what the file is and which layout it has.</summary>
    public static ReadOnlySpan<byte> Heading => "THSPOOL1"u8;

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

    /// <summary>Writes the head of a frame before the record that it holds already.</summary>
    public static void Seal(Span<byte> frame)
    {
        var record = frame[FrameHeadBytes..];
        BinaryPrimitives.WriteInt32LittleEndian(frame, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Checksum.Of(record));
    }

    public static (int Length, uint Checksum) ReadFrameHead(ReadOnlySpan<byte> head) =>
        (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));
}
