using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace Tracehouse.Export;

/// <summary>
/// Sends what has ended, in batches and from a thread of its own. The application only ever writes into a bounded queue: with the server down or slow a batch is tried
/// again, with growing pauses, while the queue fills; then new observations are dropped, counted, and said once in the log.
/// </summary>
internal sealed partial class ExportQueue : BaseExportProcessor<Activity>
{
    private const int BatchMax = 512;
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<(Activity Activity, int Characters)> _waiting = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Delivery _delivery;
    private readonly ExportLimits _limits;
    private readonly ILogger _log;
    private readonly Thread _sender;
    private readonly Activity[] _batch = new Activity[BatchMax];
    private readonly Lock _flushGate = new();
    private List<FlushRequest> _flushes = [];
    private volatile bool _isStopping;
    private int _count;
    private long _characters;
    private int _batchCount;
    private long _batchCharacters;
    private long _sent;
    private long _dropped;
    private int _hasSaidFull;
    private bool _hasSaidAway;

    public ExportQueue(BaseExporter<Activity> exporter, Delivery delivery, ExportLimits limits, ILogger log) : base(exporter)
    {
        (_delivery, _limits, _log) = (delivery, limits, log);
        _sender = new Thread(Run) { IsBackground = true, Name = "Tracehouse export" };
        _sender.Start();
    }

    public ExportCounts Counts => new(Interlocked.Read(ref _sent), Volatile.Read(ref _count) + Volatile.Read(ref _batchCount), Interlocked.Read(ref _dropped));

    /// <summary>Takes what has ended, or drops it; never waits.</summary>
    protected override void OnExport(Activity data)
    {
        if (!data.Recorded)
        {
            return;
        }

        var characters = SizeOf(data);
        if (_isStopping || Volatile.Read(ref _count) >= _limits.QueueMax || Interlocked.Read(ref _characters) + characters > _limits.QueueCharactersMax)
        {
            Drop(1);
            return;
        }

        Interlocked.Add(ref _characters, characters);
        _waiting.Enqueue((data, characters));
        if (Interlocked.Increment(ref _count) == BatchMax)
        {
            _wake.Set();
        }
    }

    /// <summary>True when all that had ended is with the server; false as soon as an attempt has failed, or the time is up.</summary>
    protected override bool OnForceFlush(int timeoutMilliseconds)
    {
        var done = new FlushRequest();
        lock (_flushGate)
        {
            if (_isStopping)
            {
                return Counts.Waiting == 0;
            }

            _flushes.Add(done);
        }

        _wake.Set();
        return done.Wait(timeoutMilliseconds);
    }

    /// <summary>Sends what is left, with one attempt for each batch, and stops.</summary>
    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        _isStopping = true;
        _wake.Set();
        var patience = timeoutMilliseconds == Timeout.Infinite ? _limits.ShutdownTimeout : TimeSpan.FromMilliseconds(timeoutMilliseconds);
        var isDone = _sender.Join(patience);
        var left = Counts.Waiting;
        if (left > 0)
        {
            Interlocked.Add(ref _dropped, left);
            LogLeft(_log, left);
        }

        return exporter.Shutdown(0) && isDone && left == 0;
    }

    private void Run()
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        var pause = TimeSpan.Zero;
        while (!_isStopping)
        {
            _wake.WaitOne(pause > TimeSpan.Zero ? pause : _limits.SendEvery);
            pause = SendAll(TakeFlushes(), pause);
        }

        SendAll(TakeFlushes(), TimeSpan.Zero);
    }

    /// <summary>Sends until nothing waits or an attempt fails; answers how long to wait then.</summary>
    private TimeSpan SendAll(List<FlushRequest> flushes, TimeSpan pause)
    {
        var isSent = true;
        while (isSent && Fill())
        {
            isSent = TrySend();
        }

        foreach (var flush in flushes)
        {
            flush.End(isSent);
        }

        return isSent ? TimeSpan.Zero
            : _delivery.Patience is { } asked ? TimeSpan.FromTicks(Math.Min(asked.Ticks, PauseMax.Ticks))
            : TimeSpan.FromTicks(Math.Clamp(pause.Ticks * 2, PauseMin.Ticks, PauseMax.Ticks));
    }

    /// <summary>A batch that could not be sent stays the batch.</summary>
    private bool Fill()
    {
        while (_batchCount < BatchMax && _waiting.TryDequeue(out var next))
        {
            _batch[_batchCount] = next.Activity;
            _batchCharacters += next.Characters;
            Volatile.Write(ref _batchCount, _batchCount + 1);
            Interlocked.Decrement(ref _count);
        }

        return _batchCount > 0;
    }

    /// <summary>False when it is to be tried again later.</summary>
    private bool TrySend()
    {
        _delivery.Begin();
        var verdict = Verdict.Refused;
        try
        {
            var isTaken = exporter.Export(new Batch<Activity>(_batch, _batchCount)) == ExportResult.Success;
            verdict = isTaken ? Verdict.Taken : _delivery.Verdict == Verdict.Taken ? Verdict.Refused : _delivery.Verdict;
        }
        catch (Exception cause)
        {
            LogBroken(_log, cause);
        }

        if (verdict == Verdict.Later)
        {
            SayAway();
            return false;
        }

        if (verdict == Verdict.Taken)
        {
            _hasSaidAway = false;
            Interlocked.Add(ref _sent, _batchCount);
        }
        else
        {
            Interlocked.Add(ref _dropped, _batchCount);
            LogRefused(_log, _batchCount, (int?)_delivery.Status);
        }

        Array.Clear(_batch, 0, _batchCount);
        Interlocked.Add(ref _characters, -_batchCharacters);
        (_batchCount, _batchCharacters) = (0, 0);
        return true;
    }

    private List<FlushRequest> TakeFlushes()
    {
        lock (_flushGate)
        {
            return Interlocked.Exchange(ref _flushes, []);
        }
    }

    private void Drop(int count)
    {
        Interlocked.Add(ref _dropped, count);
        if (!_isStopping && Interlocked.Exchange(ref _hasSaidFull, 1) == 0)
        {
            LogFull(_log, _limits.QueueMax, _limits.QueueCharactersMax);
        }
    }

    private void SayAway()
    {
        if (!_hasSaidAway)
        {
            _hasSaidAway = true;
            LogAway(_log, (int?)_delivery.Status);
        }
    }

    private static int SizeOf(Activity activity)
    {
        var characters = 0;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            characters += tag.Key.Length + ((tag.Value as string)?.Length ?? 8);
        }

        return characters;
    }

    [LoggerMessage(LogLevel.Warning, "Tracehouse cannot be reached (status {Status}); observations wait and are sent again. Look at Tracehouse:Url (TRACEHOUSE_URL)")]
    private static partial void LogAway(ILogger log, int? status);

    [LoggerMessage(LogLevel.Warning, "Observations are dropped: {QueueMax} of them (QueueMax) or {CharactersMax} characters (QueueCharactersMax) wait to be sent. Said once; Tracing.Counts tells how many")]
    private static partial void LogFull(ILogger log, int queueMax, long charactersMax);

    [LoggerMessage(LogLevel.Error, "Tracehouse refused {Count} observations with status {Status}; they are dropped. With 401 or 403, look at Tracehouse:Key (TRACEHOUSE_KEY)")]
    private static partial void LogRefused(ILogger log, int count, int? status);

    [LoggerMessage(LogLevel.Error, "Observations could not be written for sending; they are dropped")]
    private static partial void LogBroken(ILogger log, Exception cause);

    [LoggerMessage(LogLevel.Warning, "{Count} observations were not sent before the application ended")]
    private static partial void LogLeft(ILogger log, long count);
}
