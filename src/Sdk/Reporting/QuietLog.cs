using Microsoft.Extensions.Logging;

namespace Tracehouse.Reporting;

/// <summary>The application's log, from which nothing comes back: one that throws must not stop what it is told of.</summary>
internal sealed class QuietLog(ILoggerFactory? logs) : ILogger
{
    private readonly ILogger? _log = logs?.CreateLogger("Tracehouse");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return _log?.IsEnabled(logLevel) == true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            _log?.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }
}
