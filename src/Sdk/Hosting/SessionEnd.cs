using System.Diagnostics;
using OpenTelemetry;

namespace Tracehouse.Hosting;

/// <summary>Ends a session with the set-up of OpenTelemetry that it is part of.</summary>
internal sealed class SessionEnd(TracingSession session) : BaseProcessor<Activity>
{
    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        session.Dispose();
        return true;
    }
}
