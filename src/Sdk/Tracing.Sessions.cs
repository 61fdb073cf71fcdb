using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry.Trace;

namespace Tracehouse;

public static partial class Tracing
{
    private static readonly Lock Gate = new();
    private static TracingSession? _session;
    private static ILogger _log = NullLogger.Instance;

    /// <summary>What has become of the observations of this process so far.</summary>
    public static ExportCounts Counts => _session?.Counts ?? default;

    /// <summary>
    /// Starts tracing for the process; what is not set is taken from the environment (<see cref="TracehouseOptions"/>). Disposing the answer ends it. Another start
    /// takes the place of an earlier one, which is ended first. Throws <see cref="ArgumentException"/> for settings that cannot work, naming the setting.
    /// </summary>
    public static TracingSession Start(Action<TracehouseOptions>? configure = null, ILoggerFactory? logs = null)
    {
        var options = new TracehouseOptions();
        configure?.Invoke(options);
        return Start(options, logs);
    }

    /// <summary>Sends what has ended; true when all of it is with the server. Waits at most so long, and not at all once an attempt has failed.</summary>
    public static bool Flush(TimeSpan? timeout = null) => _session?.Flush(timeout) ?? true;

    /// <summary>The page of a trace on the server; of the current one when no id is given, and null outside of one or before <see cref="Start(Action{TracehouseOptions}?, ILoggerFactory?)"/>.</summary>
    public static Uri? GetTraceUrl(string? traceId = null) =>
        (traceId ?? CurrentTraceId) is { } id && _session?.Options.Url is { } url ? new Uri(url, $"traces/{Uri.EscapeDataString(id)}") : null;

    internal static TracingSession Start(TracehouseOptions options, ILoggerFactory? logs, TracerProviderBuilder? provider = null)
    {
        SettingsOfEnvironment.Fill(options);
        lock (Gate)
        {
            _session?.Dispose();
            _log = logs?.CreateLogger("Tracehouse") ?? NullLogger.Instance;
            return _session = new TracingSession(options, logs, provider);
        }
    }

    internal static void Ended(TracingSession session)
    {
        lock (Gate)
        {
            _session = _session == session ? null : _session;
        }
    }

    private static void Warn(string fault) => LogFault(_log, fault);

    [LoggerMessage(LogLevel.Warning, "{Fault}")]
    private static partial void LogFault(ILogger log, string fault);
}
