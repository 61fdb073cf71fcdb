using Microsoft.Extensions.Logging;
using Tracehouse.Reporting;
using Tracehouse.Scores;
using Tracehouse.Wire;

namespace Tracehouse;

/// <summary>
/// The server from within an application: calls models through its gateway, reads and changes what was recorded, and tells of conversations. What asks for something
/// throws <see cref="TracehouseException"/> when it cannot be had; what only reports never throws and never waits. One for the whole application is enough; it may be used
/// from many threads at once.
/// </summary>
public sealed partial class TracehouseClient : IDisposable
{
    private readonly TracehouseOptions _options;
    private readonly TracingSession? _tracing;
    private readonly ServerLink _link;
    private readonly ReportQueue _reports;
    private readonly ScoreReports _scores;
    private readonly TimeProvider _time = TimeProvider.System;

    /// <summary>
    /// Makes one of these settings, else of those that tracing was started with, else of the environment. Starts tracing too, where nobody has, and ends it with itself.
    /// Throws <see cref="ArgumentException"/> for settings that cannot work, naming the setting.
    /// </summary>
    public TracehouseClient(TracehouseOptions? options = null, ILoggerFactory? logs = null)
    {
        _options = options ?? Tracing.OptionsInForce ?? new TracehouseOptions();
        SettingsOfEnvironment.Fill(_options);
        _tracing = Tracing.StartUnlessStarted(_options, logs);
        _link = new ServerLink(_options);
        _reports = new ReportQueue(_link, _options, logs);
        _scores = new ScoreReports(_reports, _options, _time);
        Spans = new SpansApi(this, _link);
        Traces = new TracesApi(this, _link);
    }

    /// <summary>Traces as wholes: started, read and changed.</summary>
    public TracesApi Traces { get; }

    /// <summary>Single spans: read, changed, and kept as examples.</summary>
    public SpansApi Spans { get; }

    /// <summary>What has become of the scores and feedback of this client so far.</summary>
    public ExportCounts ReportCounts => _reports.Counts;

    /// <summary>Judges a trace, an observation of it, or a session; see <see cref="Tracing.Score"/>. Never waits and never throws. Answers the id of the score.</summary>
    public string Score(
        string name, ScoreValue value, string? comment = null, string? traceId = null, string? observationId = null, string? sessionId = null, string? id = null,
        IEnumerable<KeyValuePair<string, object?>>? metadata = null)
    {
        var target = traceId is null && sessionId is null ? new ScoreTarget(Tracing.CurrentTraceId, Tracing.CurrentObservationId) : new ScoreTarget(traceId, observationId, sessionId);
        return _scores.Add(target, name, value, comment, id, metadata);
    }

    /// <summary>Sends what has ended and what was reported; true when all of it is with the server. Waits at most so long, and not at all once an attempt has failed.</summary>
    public bool Flush(TimeSpan? timeout = null)
    {
        EndMoments();
        var (patience, began) = (timeout ?? _options.SendTimeout, _time.GetTimestamp());
        var isSent = Tracing.Flush(patience);
        return _reports.Flush(patience - _time.GetElapsedTime(began)) && isSent;
    }

    /// <summary>Sends what is left, for at most <see cref="TracehouseOptions.ShutdownTimeout"/>, and ends.</summary>
    public void Dispose()
    {
        EndMoments();
        _reports.Stop();
        _tracing?.Dispose();
        _reports.Dispose();
        _link.Dispose();
    }

    /// <summary>So that whoever reads finds what was just recorded. Waits for the server, but never holds a thread of the caller's, and never throws but for the caller's own stop.</summary>
    internal Task SendBeforeReadAsync(CancellationToken stop) => Task.Run(() => Flush(_options.ReadTimeout < _options.SendTimeout ? _options.ReadTimeout : null), stop).WaitAsync(stop);

    internal SpanReference Reference(string traceId, string spanId) => new(this, traceId, spanId);
}
