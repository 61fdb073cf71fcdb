using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Tracehouse.Payloads;

namespace Tracehouse.Hosting;

/// <summary>Writes warnings and errors as events of the current observation.</summary>
internal sealed class ObservationLogger(string category) : ILogger
{
    private const int EventsMax = 100;
    private static readonly string[] Levels = ["trace", "debug", "information", "warning", "error", "critical"];

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None && category != "Tracehouse" && Activity.Current is { IsAllDataRequested: true };

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    /// <summary>A message that cannot be formatted is told by its category and level.</summary>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel) || Activity.Current is not { } activity || IsFull(activity))
        {
            return;
        }

        ActivityTagsCollection said = new() { ["log.level"] = Levels[(int)logLevel], ["log.category"] = category };
        try
        {
            Add("log.message", PayloadText.Of(formatter(state, exception)));
            Add("exception.type", exception?.GetType().FullName);
            Add("exception.message", PayloadText.Of(exception?.Message));
        }
        catch (Exception cause)
        {
            Add("log.message", $"<could not be written: {cause.GetType().Name}>");
        }

        activity.AddEvent(new ActivityEvent("log", tags: said));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                said[name] = value;
            }
        }
    }

    private static bool IsFull(Activity activity)
    {
        var count = 0;
        foreach (ref readonly var _ in activity.EnumerateEvents())
        {
            count++;
        }

        return count >= EventsMax;
    }
}
