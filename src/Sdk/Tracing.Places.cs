using System.Diagnostics;
using Tracehouse.Hosting;
using Tracehouse.Observations;
using Tracehouse.Observing;
using Tracehouse.Propagation;

namespace Tracehouse;

public static partial class Tracing
{
    /// <summary>
    /// Puts observations that start until it is disposed at a place in a trace, with all that lies under them: those that would begin under what is current now,
    /// or begin a trace.
    /// </summary>
    /// <param name="traceContext">The place.</param>
    public static IDisposable At(TraceContext traceContext) => TracePlace.Enter(traceContext);

    internal static Activity? StartActivity(string name, TraceContext? place = null)
    {
        var parent = default(ActivityContext);
        if ((place ?? TracePlace.Current) is { } at && !at.TryToActivityContext(out parent))
        {
            Warn($"The trace context ({at.TraceId}, {at.ParentSpanId}) is not taken: a trace id has 32 lower-case hex digits, a span id 16. Tracing.CreateTraceId makes one of any text.");
        }

        return TracePosition.Start(Source, name, parent);
    }

    /// <summary>Writes what is known of every observation when it starts.</summary>
    internal static void Begin(Activity? activity, ObservationKind kind)
    {
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag(AttributeNames.Kind, AttributeNames.Of(kind));
            OpenScopes.Copy(activity);
        }
    }
}
