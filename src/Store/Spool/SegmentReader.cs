using Microsoft.Extensions.Logging;
using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>Reads batches of records out of one segment file.</summary>
internal sealed partial class SegmentReader(string directory, ILogger log)
{
    private readonly BatchBuffers _buffers = new();

    /// <summary>
    /// Reads from <paramref name="start"/> as many whole records as fit, at least one. Null when there is none: at the end, or at damage,
    /// which a process that died in mid-write leaves behind. Records that cannot be understood are logged and left out.
    /// </summary>
    /// <param name="start">Where to begin; the segment must exist.</param>
    /// <param name="end">Where to stop at the latest.</param>
    /// <param name="bytesMax">How much to read, unless a single record is larger.</param>
    /// <param name="recordBytesMax">What is longer than this is damage.</param>
    public SpoolBatch? Read(SpoolPosition start, long end, int bytesMax, int recordBytesMax)
    {
        using var file = File.OpenHandle(SegmentFile.PathOf(directory, start.Segment), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var available = Math.Min(end, RandomAccess.GetLength(file)) - start.Offset;
        if (available < SegmentFile.FrameHeadBytes)
        {
            return null;
        }

        Span<byte> head = stackalloc byte[SegmentFile.HeadingBytes];
        RandomAccess.Read(file, head, 0);
        var isSegment = SegmentFile.TryReadHeading(head, out var seal);
        RandomAccess.Read(file, head, start.Offset);
        var first = SegmentFile.ReadFrameHead(head).Length;
        if (isSegment && first == 0)
        {
            return null;
        }

        if (!isSegment || first < 0 || first > recordBytesMax || first > available - SegmentFile.FrameHeadBytes)
        {
            LogDamage(log, start);
            return null;
        }

        var wanted = (int)Math.Min(available, Math.Max(bytesMax, first + SegmentFile.FrameHeadBytes));
        var buffer = _buffers.Take(wanted);
        var read = ReadFully(file, buffer.AsSpan(0, wanted), start.Offset);
        var (found, length) = Split(buffer.AsMemory(0, read), start, seal);
        if (length == 0)
        {
            _buffers.Return(buffer);
            return null;
        }

        return new SpoolBatch(start, start with { Offset = start.Offset + length }, found.Records, found.Scores, found.Parts, buffer, _buffers);
    }

    private (Found Found, int Length) Split(ReadOnlyMemory<byte> bytes, SpoolPosition start, SegmentSeal seal)
    {
        var found = new Found([], [], []);
        var at = 0;
        while (bytes.Length - at >= SegmentFile.FrameHeadBytes)
        {
            var (length, checksum) = SegmentFile.ReadFrameHead(bytes.Span[at..]);
            if (length <= 0 || length > bytes.Length - at - SegmentFile.FrameHeadBytes)
            {
                break;
            }

            var frame = bytes.Slice(at + SegmentFile.FrameHeadBytes, length);
            if (!seal.Fits(frame.Span, checksum))
            {
                LogDamage(log, start with { Offset = start.Offset + at });
                break;
            }

            Decode(frame, start.Offset + at, found);
            at += SegmentFile.FrameHeadBytes + length;
        }

        return (found, at);
    }

    private void Decode(ReadOnlyMemory<byte> frame, long offset, Found found)
    {
        try
        {
            if (ScoreCodec.IsScore(frame))
            {
                found.Scores.Add(ScoreCodec.Read(new FieldReader(frame)));
            }
            else if (PartCodec.IsPart(frame))
            {
                found.Parts.Add(PartCodec.Read(new FieldReader(frame)));
            }
            else
            {
                found.Records.Add(RecordCodec.Read(frame));
            }
        }
        catch (Exception cause) when (cause is InvalidDataException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            LogUnreadable(log, offset, cause);
        }
    }

    private static int ReadFully(Microsoft.Win32.SafeHandles.SafeFileHandle file, Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    [LoggerMessage(LogLevel.Warning, "The spool is damaged at {Position}, as after a crash in mid-write; the rest of that segment is passed over")]
    private static partial void LogDamage(ILogger log, SpoolPosition position);

    [LoggerMessage(LogLevel.Error, "A record at offset {Offset} of the spool cannot be understood and is left out")]
    private static partial void LogUnreadable(ILogger log, long offset, Exception cause);

    private sealed record Found(List<SpanRecord> Records, List<ScoreRecord> Scores, List<SpanPart> Parts);
}
