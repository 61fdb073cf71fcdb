using Microsoft.Extensions.Logging;

namespace Tracehouse;

public static partial class Tracing
{
    /// <summary>The settings that are in force; null before the start.</summary>
    internal static TracehouseOptions? OptionsInForce => _session?.Options;

    /// <summary>Starts tracing for a client that was made without it. Null when somebody listens already, or it is off.</summary>
    internal static TracingSession? StartUnlessStarted(TracehouseOptions options, ILoggerFactory? logs)
    {
        lock (Gate)
        {
            return _session is null && options.IsEnabled && !Source.HasListeners() ? Start(options, logs) : null;
        }
    }
}
