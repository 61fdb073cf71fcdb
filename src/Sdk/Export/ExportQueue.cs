using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Tracehouse.Export;

/// <summary>
/// Sends what has ended, in batches and from a thread of its own. The application only ever writes into a bounded queue: with the server down or slow a batch is tried
/// again, with growing pauses, while the queue fills; then new observations are dropped, counted, and said once in the log.
/// </summary>
internal sealed class ExportQueue : BaseExportProcessor<Activity>
{
    private readonly ConcurrentQueue<(Activity Activity, int Characters)> _waiting = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ExportBatch _batch = new();
    private readonly Lock _flushGate = new();
    private readonly Delivery _delivery;
    private readonly ExportLimits _limits;
    private readonly ExportWords _words;
    private readonly Thread _sender;
    private List<FlushRequest> _flushes = [];
    private volatile bool _isStopping;
    private int _count;
    private long _characters;
    private long _sent;
    private long _dropped;
    private long _left;

    public ExportQueue(BaseExporter<Activity> exporter, Delivery delivery, ExportLimits limits, ExportWords words) : base(exporter)
    {
        (_delivery, _limits, _words) = (delivery, limits, words);
        _sender = new Thread(Run) { IsBackground = true, Name = "Tracehouse export" };

        // The thread outlives whatever is current here, and must not keep it.
        _sender.UnsafeStart();
    }

    public ExportCounts Counts => new(Interlocked.Read(ref _sent), Math.Max(0, Volatile.Read(ref _count) - Interlocked.Read(ref _left)), Interlocked.Read(ref _dropped));

    /// <summary>Takes what has ended, or drops it; never waits.</summary>
    protected override void OnExport(Activity data)
    {
        if (!data.Recorded)
        {
            return;
        }

        var size = ExportBatch.SizeOf(data);
        var count = Interlocked.Increment(ref _count);
        var characters = Interlocked.Add(ref _characters, size);
        if (_isStopping || count > _limits.QueueMax || characters > _limits.QueueCharactersMax)
        {
            Forget(1, size);
            Interlocked.Increment(ref _dropped);
            if (!_isStopping)
            {
                _words.Full(_limits);
            }

            return;
        }

        _waiting.Enqueue((data, size));
        if (count == ExportLimits.BatchMax || (characters >= ExportLimits.BatchCharactersMax && characters - size < ExportLimits.BatchCharactersMax))
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
        lock (_flushGate)
        {
            _isStopping = true;
        }

        _wake.Set();
        var patience = timeoutMilliseconds == Timeout.Infinite ? _limits.ShutdownTimeout : TimeSpan.FromMilliseconds(timeoutMilliseconds);
        if (!_sender.Join(patience))
        {
            // What is on its way when the time is up is broken off, so that nothing arrives after it was counted as lost.
            _delivery.Abort();
            _sender.Join(ExportLimits.PauseMin);
        }

        var left = Counts.Waiting;
        if (left > 0)
        {
            Interlocked.Add(ref _left, left);
            Interlocked.Add(ref _dropped, left);
            _words.Left(left);
        }

        return exporter.Shutdown(0) && left == 0;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && !_sender.IsAlive)
        {
            _delivery.Dispose();
        }
    }

    private void Run()
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        var pause = TimeSpan.Zero;
        while (!_isStopping)
        {
            _wake.WaitOne(pause > TimeSpan.Zero ? pause : _limits.SendEvery);
            pause = SendAll(pause);
        }

        SendAll(TimeSpan.Zero);
    }

    /// <summary>Sends until nothing waits or an attempt fails; answers how long to wait then.</summary>
    private TimeSpan SendAll(TimeSpan pause)
    {
        var flushes = TakeFlushes();
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
            : _delivery.Patience is { } asked ? TimeSpan.FromTicks(Math.Min(asked.Ticks, ExportLimits.PauseMax.Ticks))
            : TimeSpan.FromTicks(Math.Clamp(pause.Ticks * 2, ExportLimits.PauseMin.Ticks, ExportLimits.PauseMax.Ticks));
    }

    /// <summary>A batch that could not be sent stays the batch.</summary>
    private bool Fill()
    {
        while (!_batch.IsFull && _waiting.TryDequeue(out var next))
        {
            _batch.Add(next.Activity, next.Characters);
        }

        return _batch.Count > 0;
    }

    /// <summary>False when it is to be tried again later.</summary>
    private bool TrySend()
    {
        _delivery.Begin();
        var verdict = Verdict.Refused;
        Exception? broken = null;
        try
        {
            var isTaken = exporter.Export(_batch.Content) == ExportResult.Success;
            verdict = isTaken ? Verdict.Taken : _delivery.Verdict == Verdict.Taken ? Verdict.Refused : _delivery.Verdict;
        }
        catch (Exception cause)
        {
            broken = cause;
        }

        if (verdict == Verdict.Later)
        {
            _words.Away(_delivery.Status);
            return false;
        }

        Count(verdict == Verdict.Taken, broken);
        Forget(_batch.Count, _batch.Characters);
        _batch.Clear();
        return true;
    }

    private void Count(bool isTaken, Exception? broken)
    {
        if (isTaken)
        {
            Interlocked.Add(ref _sent, _batch.Count);
            _words.Taken();
            return;
        }

        Interlocked.Add(ref _dropped, _batch.Count);
        if (_delivery.Status is null)
        {
            _words.Broken(broken);
        }

        _words.Refused(_batch.Count, _delivery.Status);
    }

    private void Forget(int count, long characters)
    {
        Interlocked.Add(ref _count, -count);
        Interlocked.Add(ref _characters, -characters);
    }

    private List<FlushRequest> TakeFlushes()
    {
        lock (_flushGate)
        {
            return Interlocked.Exchange(ref _flushes, []);
        }
    }
}
