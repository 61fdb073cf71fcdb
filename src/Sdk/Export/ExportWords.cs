using System.Net;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Export;

/// <summary>What the queue says in the application's log: each trouble once, until it is over. A log that throws costs its words only.</summary>
internal sealed partial class ExportWords(ILogger log)
{
    private int _hasSaidFull;
    private bool _hasSaidAway;
    private bool _hasSaidBroken;
    private HttpStatusCode? _refusal;

    public void Full(ExportLimits limits)
    {
        if (Volatile.Read(ref _hasSaidFull) == 0 && Interlocked.Exchange(ref _hasSaidFull, 1) == 0)
        {
            SayFull(limits);
        }
    }

    public void Away(HttpStatusCode? status)
    {
        if (!_hasSaidAway)
        {
            _hasSaidAway = true;
            Say(() => LogAway(log, (int?)status));
        }
    }

    public void Refused(int count, HttpStatusCode? status)
    {
        if (status is not null && _refusal != status)
        {
            _refusal = status;
            Say(() => LogRefused(log, count, (int)status));
        }
    }

    public void Broken(Exception? cause)
    {
        if (!_hasSaidBroken)
        {
            _hasSaidBroken = true;
            Say(() => LogBroken(log, cause));
        }
    }

    public void Left(long count) => Say(() => LogLeft(log, count));

    /// <summary>All is well again, so the next trouble is news.</summary>
    public void Taken() => (_hasSaidAway, _refusal) = (false, null);

    private void SayFull(ExportLimits limits) => Say(() => LogFull(log, limits.QueueMax, limits.QueueCharactersMax));

    private static void Say(Action words)
    {
        try
        {
            words();
        }
        catch (Exception)
        {
            // Loggers of applications may throw; there is nowhere left to say so.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Tracehouse cannot be reached (status {Status}); observations wait and are sent again. Look at Tracehouse:Url (TRACEHOUSE_URL)")]
    private static partial void LogAway(ILogger log, int? status);

    [LoggerMessage(LogLevel.Warning, "Observations are dropped: {QueueMax} of them (QueueMax) or {CharactersMax} characters (QueueCharactersMax) wait to be sent. Said once; Tracing.Counts tells how many")]
    private static partial void LogFull(ILogger log, int queueMax, long charactersMax);

    [LoggerMessage(LogLevel.Error, "Tracehouse refused {Count} observations with status {Status}; they are dropped. With 401 or 403, look at Tracehouse:Key (TRACEHOUSE_KEY). Said once; Tracing.Counts tells how many")]
    private static partial void LogRefused(ILogger log, int count, int status);

    [LoggerMessage(LogLevel.Error, "Observations could not be written for sending; they are dropped. Said once; Tracing.Counts tells how many")]
    private static partial void LogBroken(ILogger log, Exception? cause);

    [LoggerMessage(LogLevel.Warning, "{Count} observations were not sent before the application ended")]
    private static partial void LogLeft(ILogger log, long count);
}
