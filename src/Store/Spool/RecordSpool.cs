using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Keeps records on the local disk until ClickHouse has them. Appending writes to the active segment; draining reads batches from the oldest one on,
/// and the file of a segment that has been drained is used again or deleted. Every start begins a new segment, so a torn end is never written over
/// while anything in front of it is needed.
/// </summary>
public sealed partial class RecordSpool : IRecordSink, IAsyncDisposable
{
    private const int UsualScoreBytes = 512;

    /// <summary>What is kept of a payload that is too large for one record: that there was one.</summary>
    private static readonly SpanPayload TooLarge = new() { Parameters = Utf8Text.From("""{"_truncated":true}""") };

    private readonly Lock _gate = new();
    private readonly SpoolOptions _options;
    private readonly ILogger _log;
    private readonly Bookmark _bookmark;
    private readonly GroupCommit _commits;
    private readonly SegmentReader _reader;
    private readonly SegmentList _segments;
    private readonly SpoolPosition _resumedUntil;
    private readonly TraceEnds _ends;
    private SegmentWriter? _active;
    private SpoolPosition _appended;
    private SpoolPosition _drained;
    private long _dropped;
    private bool _refusing;
    private int _disposed;

    /// <summary>Opens the directory, creating it when missing. Throws <see cref="IOException"/> when it cannot be written.</summary>
    public RecordSpool(IOptions<SpoolOptions> options, ILogger<RecordSpool> log)
    {
        _options = options.Value;
        _log = log;
        Directory.CreateDirectory(_options.Directory);
        _bookmark = Bookmark.Open(_options.Directory);
        var spares = new SpareFiles(_options.Directory, _options.SpareBytesMax);
        _segments = new SegmentList(_options.Directory, Math.Max(_bookmark.Committed.Segment, _bookmark.Intended.Segment), spares);
        _reader = new SegmentReader(_options.Directory, log);
        _commits = new GroupCommit(_options.Directory, TimeSpan.FromMilliseconds(_options.CommitMillisecondsMax), log);
        _appended = new SpoolPosition(_segments.NextNumber, SegmentFile.HeadingBytes);
        _drained = _bookmark.Committed;
        _resumedUntil = _bookmark.Intended;
        _ends = new TraceEnds(_appended, _options.TracesKnownMax);
    }

    /// <summary>Raised after every append, on the appender's thread; handlers only signal.</summary>
    internal event Action? RecordAppended;

    /// <summary>The end of everything handed over so far.</summary>
    public SpoolPosition Appended
    {
        get
        {
            lock (_gate)
            {
                return _appended;
            }
        }
    }

    /// <summary>The end of everything handed over so far of a trace, or behind it.</summary>
    public SpoolPosition AppendedOf(ProjectId project, string traceId)
    {
        var key = TraceEnds.KeyOf(project, traceId);
        lock (_gate)
        {
            return _ends.Of(key);
        }
    }

    /// <summary>Everything before this is in ClickHouse.</summary>
    public SpoolPosition Drained
    {
        get
        {
            lock (_gate)
            {
                return _drained;
            }
        }
    }

    /// <summary>Records that were not taken since the start, because the spool was full or the disk refused.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Bytes on disk that wait for ClickHouse, give or take one segment.</summary>
    public long BytesWaiting
    {
        get
        {
            lock (_gate)
            {
                return _segments.BytesClosed + (_active?.End.Offset ?? 0);
            }
        }
    }

    /// <summary>True while the next batch was sent by the process before this one, so that nobody knows what of it has survived.</summary>
    internal bool IsResumed => Drained < _resumedUntil;

    /// <summary>Which spool this is, for deduplication tokens.</summary>
    internal Guid Id => _bookmark.SpoolId;

    /// <inheritdoc/>
    public bool TryAppend(SpanRecord record)
    {
        var taken = TryAppendKept(record);
        if (!taken)
        {
            Interlocked.Increment(ref _dropped);
        }

        return taken;
    }

    /// <summary>The same for a record whose sender keeps it and tries again later, so that a refusal is no loss.</summary>
    public bool TryAppendKept(SpanRecord record) => TryAppend(record, out _);

    /// <summary>The same for a score that comes by itself.</summary>
    public bool TryAppendKept(ScoreRecord score)
    {
        using var frame = new PooledBytes();
        BeginFrame(frame, UsualScoreBytes);
        ScoreCodec.Write(score, frame);
        return EndFrame(frame) <= _options.RecordBytesMax && TryAppend(frame, trace: null, out _);
    }

    /// <summary>The same for a part of a span; one that is too large for the spool is refused.</summary>
    public bool TryAppendKept(SpanPart part)
    {
        using var frame = new PooledBytes();
        BeginFrame(frame, UsualScoreBytes + part.Fields.Bytes.Length);
        PartCodec.Write(part, frame);
        return EndFrame(frame) <= _options.RecordBytesMax && TryAppend(frame, TraceEnds.KeyOf(part.Project, part.TraceId.Value), out _);
    }

    /// <summary>Waits until everything handed over so far is on disk. Throws <see cref="IOException"/> when the disk refuses.</summary>
    public Task FlushAsync(CancellationToken stop) => _commits.WaitAsync(Appended).WaitAsync(stop);

    /// <summary>Hands records over and waits until they are on disk. Throws <see cref="IOException"/> when the spool is full or the disk refuses.</summary>
    public async Task AppendDurableAsync(IReadOnlyList<SpanRecord> records, CancellationToken stop)
    {
        var end = Appended;
        foreach (var record in records)
        {
            if (!TryAppend(record, out end))
            {
                Interlocked.Increment(ref _dropped);
                throw new IOException($"The spool is full or its disk refuses (Spool:BytesMax is {_options.BytesMax}, Spool:Directory is {_options.Directory}).");
            }
        }

        await _commits.WaitAsync(end).WaitAsync(stop);
    }

    /// <summary>
    /// The next batch to send, or null when all is drained. After a crash it is exactly what had been sent and was not safe yet, because its border was written
    /// down; a segment at a time. For one caller at a time.
    /// </summary>
    internal SpoolBatch? NextBatch(int bytesMax)
    {
        while (true)
        {
            var (start, intended, appended) = (Drained, _bookmark.Intended, Appended);
            if (start >= appended)
            {
                return null;
            }

            if (_segments.From(start.Segment) is not var (segment, bytes))
            {
                Skip(appended);
                return null;
            }

            start = segment == start.Segment ? start : new SpoolPosition(segment, SegmentFile.HeadingBytes);
            var batch = !File.Exists(_segments.PathOf(segment)) ? null
                : intended > start
                ? _reader.Read(start, intended.Segment == segment ? intended.Offset : bytes, int.MaxValue, _options.RecordBytesMax)
                : _reader.Read(start, segment == appended.Segment ? appended.Offset : bytes, bytesMax, _options.RecordBytesMax);
            if (batch is not null)
            {
                _bookmark.Intend(batch.End);
                return batch;
            }

            Skip(new SpoolPosition(segment + 1, SegmentFile.HeadingBytes));
        }
    }

    /// <summary>Says that the batch has arrived; it is kept until that is safe.</summary>
    internal void Arrived(SpoolBatch batch) => Pass(batch.End);

    /// <summary>Says that everything before this has arrived and is safe, and puts away what nobody needs any more. Safe to call beside the others.</summary>
    internal void Keep(SpoolPosition position)
    {
        _bookmark.Commit(position);
        long? active;
        lock (_gate)
        {
            active = _active?.Number;
        }

        _segments.DropBefore(_bookmark.Committed.Segment, except: active);
    }

    /// <summary>Writes a record that cannot be stored into a file of its own; answers its path.</summary>
    internal string SetAside(SpanRecord record)
    {
        var path = Path.Combine(_options.Directory, $"rejected-{Guid.NewGuid():N}.record");
        var bytes = new ArrayBufferWriter<byte>();
        RecordCodec.Write(record, bytes);
        File.WriteAllBytes(path, bytes.WrittenSpan);
        return path;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The container knows the spool by two names and disposes it under each.
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        lock (_gate)
        {
            _active?.Trim();
        }

        await _commits.DisposeAsync();
        _bookmark.Dispose();
    }

    private bool TryAppend(SpanRecord record, out SpoolPosition end)
    {
        using var frame = new PooledBytes();
        var length = WriteFrame(record, frame);
        if (length > _options.RecordBytesMax)
        {
            LogTooLarge(_log, record.TraceId, length, _options.RecordBytesMax);
            WriteFrame(record with { Payload = TooLarge }, frame);
        }

        return TryAppend(frame, TraceEnds.KeyOf(record.Project, record.TraceId.Value), out end);
    }

    private bool TryAppend(PooledBytes frame, int? trace, out SpoolPosition end)
    {
        var bytes = MemoryMarshal.AsMemory(frame.Memory).Span;
        SegmentFile.Seal(bytes);
        var taken = TryWrite(bytes, trace, out end);
        if (taken)
        {
            RecordAppended?.Invoke();
        }

        return taken;
    }

    private static int WriteFrame(SpanRecord record, PooledBytes frame)
    {
        BeginFrame(frame, RecordCodec.UsualBytes(record));
        RecordCodec.Write(record, frame);
        return EndFrame(frame);
    }

    /// <summary>Leaves room for the head of a frame.</summary>
    private static void BeginFrame(PooledBytes frame, int usualBytes)
    {
        frame.Clear();
        frame.GetSpan(usualBytes + SegmentFile.FrameHeadBytes + SegmentFile.FrameTailBytes);
        frame.Advance(SegmentFile.FrameHeadBytes);
    }

    /// <summary>Leaves room for what is written behind a frame; answers the length of what it holds.</summary>
    private static int EndFrame(PooledBytes frame)
    {
        var length = frame.Length - SegmentFile.FrameHeadBytes;
        frame.GetSpan(SegmentFile.FrameTailBytes);
        frame.Advance(SegmentFile.FrameTailBytes);
        return length;
    }

    private bool TryWrite(Span<byte> frame, int? trace, out SpoolPosition end)
    {
        lock (_gate)
        {
            end = _appended;
            try
            {
                if (_segments.BytesClosed + (_active?.End.Offset ?? 0) + frame.Length > _options.BytesMax)
                {
                    Refuse(null);
                    return false;
                }

                Active().Append(frame);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
            {
                Refuse(cause);
                return false;
            }

            _refusing = false;
            end = _appended = _active!.End;
            _ends.Add(trace, end);
            _commits.Written(_active.File, end);
            return true;
        }
    }

    private SegmentWriter Active()
    {
        var isUsable = !_commits.TakeFailure();
        if (isUsable && _active is not null && _active.End.Offset < _options.SegmentBytesMax)
        {
            return _active;
        }

        return _active = _segments.Begin(_active?.End.Offset ?? 0);
    }

    /// <summary>Logged once for each time that the spool begins to refuse, because the next thousand drops say nothing new.</summary>
    private void Refuse(Exception? cause)
    {
        if (!_refusing)
        {
            _refusing = true;
            LogRefusing(_log, _options.BytesMax, _options.Directory, cause);
        }
    }

    /// <summary>Passes over what holds nothing; it can go at once when all before it is safe.</summary>
    private void Skip(SpoolPosition position)
    {
        var isSafe = Drained == _bookmark.Committed;
        Pass(position);
        if (isSafe)
        {
            Keep(position);
        }
    }

    private void Pass(SpoolPosition position)
    {
        lock (_gate)
        {
            _drained = position;
            _ends.Pass(position);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Trace {TraceId} has {Bytes} bytes, more than Spool:RecordBytesMax ({BytesMax}); it is kept without its payload")]
    private static partial void LogTooLarge(ILogger log, TraceId traceId, int bytes, int bytesMax);

    [LoggerMessage(LogLevel.Error, "The spool takes no more records: it has reached {BytesMax} bytes (Spool:BytesMax) or the disk under {Directory} refuses. " +
        "What comes now is dropped and counted until there is room")]
    private static partial void LogRefusing(ILogger log, long bytesMax, string directory, Exception? cause);
}
