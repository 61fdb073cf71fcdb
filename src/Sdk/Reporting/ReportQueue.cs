using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using Tracehouse.Export;
using Tracehouse.Wire;

namespace Tracehouse.Reporting;

/// <summary>
/// Tells the server what is no observation, such as scores, from a thread of its own that begins with the first of them. The application only ever writes into
/// a bounded queue: with the server away what waits is tried again, with growing pauses; beyond the bound it is dropped, counted, and said once in the log.
/// </summary>
internal sealed partial class ReportQueue(ServerLink link, TracehouseOptions options, ILoggerFactory? logs) : IDisposable
{
    private const int BatchMax = 100;
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = new QuietLog(logs);
    private readonly ConcurrentQueue<Report> _waiting = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Lock _gate = new();
    private readonly List<Report> _batch = [];
    private List<FlushRequest> _flushes = [];
    private Thread? _sender;
    private volatile bool _isStopping;
    private volatile bool _isAway;
    private volatile bool _isAbandoned;
    private int _count;
    private long _characters;
    private long _sent;
    private long _dropped;
    private long _stopped;
    private int _isDisposed;
    private int _hasSaidFull;
    private bool _hasSaidAway;

    public ExportCounts Counts => new(Interlocked.Read(ref _sent), Volatile.Read(ref _count), Interlocked.Read(ref _dropped));

    /// <summary>Takes a report, or drops it; never waits, never throws.</summary>
    public void Add(Report report)
    {
        if (_isStopping || Volatile.Read(ref _count) >= options.QueueMax || Interlocked.Read(ref _characters) + report.Characters > options.QueueCharactersMax)
        {
            Drop();
            return;
        }

        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _characters, report.Characters);
        _waiting.Enqueue(report);
        Begin();
        if (!_isAway)
        {
            _wake.Set();
        }
    }

    /// <summary>Counts something that could not even be written.</summary>
    public void Drop()
    {
        Interlocked.Increment(ref _dropped);
        if (!_isStopping && Interlocked.Exchange(ref _hasSaidFull, 1) == 0)
        {
            LogFull(_log, options.QueueMax, options.QueueCharactersMax);
        }
    }

    /// <summary>True when all that waited is with the server; false as soon as an attempt has failed, or the time is up.</summary>
    public bool Flush(TimeSpan timeout)
    {
        var done = new FlushRequest();
        lock (_gate)
        {
            if (_sender is null || _isStopping)
            {
                return Counts.Waiting == 0;
            }

            _flushes.Add(done);
        }

        _wake.Set();
        return done.Wait((int)Math.Clamp(timeout.TotalMilliseconds, 0, int.MaxValue));
    }

    /// <summary>Begins to send what is left, with one attempt for each batch, and takes nothing more. The time for it runs from here.</summary>
    public void Stop()
    {
        if (!_isStopping)
        {
            _stopped = Stopwatch.GetTimestamp();
            _isStopping = true;
            _wake.Set();
        }
    }

    /// <summary>Stops, and waits for what is left for at most <see cref="TracehouseOptions.ShutdownTimeout"/>; again is harmless.</summary>
    public void Dispose()
    {
        Stop();
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        var patience = options.ShutdownTimeout - Stopwatch.GetElapsedTime(_stopped);
        _isAbandoned = _sender?.Join(patience > TimeSpan.Zero ? patience : TimeSpan.Zero) == false;
        if (Counts.Waiting is > 0 and var left)
        {
            Interlocked.Add(ref _dropped, left);
            Interlocked.Exchange(ref _count, 0);
            LogLeft(_log, left);
        }
    }

    private void Begin()
    {
        if (_sender is not null)
        {
            return;
        }

        lock (_gate)
        {
            if (_sender is null && !_isStopping)
            {
                _sender = new Thread(Run) { IsBackground = true, Name = "Tracehouse reports" };
                _sender.Start();
            }
        }
    }

    private void Run()
    {
        using var quiet = SuppressInstrumentationScope.Begin();
        var pause = TimeSpan.Zero;
        while (!_isStopping)
        {
            _wake.WaitOne(pause > TimeSpan.Zero ? pause : Timeout.InfiniteTimeSpan);
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

        return isSent ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Clamp(pause.Ticks * 2, PauseMin.Ticks, PauseMax.Ticks));
    }

    /// <summary>A batch that could not be sent stays the batch. Scores go many at once, everything else alone.</summary>
    private bool Fill()
    {
        while (_batch.Count < BatchMax && _waiting.TryPeek(out var next) && (_batch.Count == 0 || (next.Path == Report.Scores && _batch[0].Path == Report.Scores)))
        {
            _waiting.TryDequeue(out _);
            _batch.Add(next);
        }

        return _batch.Count > 0;
    }

    /// <summary>False when it is to be tried again later.</summary>
    private bool TrySend()
    {
        var status = Tell();
        if (_isAbandoned)
        {
            return false;
        }

        _isAway = status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
        if (_isAway)
        {
            SayAway(status);
            return false;
        }

        if (status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices)
        {
            _hasSaidAway = false;
            Interlocked.Add(ref _sent, _batch.Count);
        }
        else
        {
            Interlocked.Add(ref _dropped, _batch.Count);
            LogRefused(_log, _batch.Count, (int)status!);
        }

        Interlocked.Add(ref _count, -_batch.Count);
        Interlocked.Add(ref _characters, -_batch.Sum(report => (long)report.Characters));
        _batch.Clear();
        return true;
    }

    private HttpStatusCode? Tell()
    {
        try
        {
            var body = _batch[0].Path == Report.Scores ? new JsonArray([.. _batch.Select(report => report.Body.DeepClone())]) : (JsonNode)_batch[0].Body;
            return link.Tell(_batch[0].Path, JsonText.Of(body));
        }
        catch (Exception cause)
        {
            LogBroken(_log, cause);
            return HttpStatusCode.BadRequest;
        }
    }

    private List<FlushRequest> TakeFlushes()
    {
        lock (_gate)
        {
            return Interlocked.Exchange(ref _flushes, []);
        }
    }

    private void SayAway(HttpStatusCode? status)
    {
        if (!_hasSaidAway)
        {
            _hasSaidAway = true;
            LogAway(_log, (int?)status);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Tracehouse cannot be reached (status {Status}); scores wait and are sent again. Look at Tracehouse:Url (TRACEHOUSE_URL)")]
    private static partial void LogAway(ILogger log, int? status);

    [LoggerMessage(LogLevel.Warning, "Scores are dropped: {QueueMax} of them (QueueMax) or {CharactersMax} characters (QueueCharactersMax) wait to be sent, or they could not be written. Said once")]
    private static partial void LogFull(ILogger log, int queueMax, long charactersMax);

    [LoggerMessage(LogLevel.Error, "Tracehouse refused {Count} scores with status {Status}; they are dropped. With 401 or 403, look at Tracehouse:Key (TRACEHOUSE_KEY)")]
    private static partial void LogRefused(ILogger log, int count, int status);

    [LoggerMessage(LogLevel.Error, "Scores could not be written for sending; they are dropped")]
    private static partial void LogBroken(ILogger log, Exception cause);

    [LoggerMessage(LogLevel.Warning, "{Count} scores were not sent before the application ended")]
    private static partial void LogLeft(ILogger log, long count);
}
