using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Sdk.Tests.Support;

/// <summary>A log that keeps its lines, or throws.</summary>
internal sealed class MemoryLog(bool isBroken = false) : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (isBroken)
        {
            throw new InvalidOperationException("This log is broken.");
        }

        _lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }

    public void Dispose()
    {
    }
}
