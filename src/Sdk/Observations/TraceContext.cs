using System.Diagnostics;

namespace Tracehouse;

/// <summary>
/// A place in a trace that exists already, or is to exist under a known id: where an observation begins instead of under the current one.
/// <see cref="TraceId"/> is 32 lower-case hex digits, <see cref="ParentSpanId"/> 16, or null for the top of the trace
/// (W3C Trace Context, sections 3.2.2.3 and 3.2.2.4). Ids of another form are not taken: the observation begins a trace of its own, and the log says so.
/// </summary>
/// <param name="TraceId">The trace, for example from <see cref="Tracing.CreateTraceId"/>.</param>
/// <param name="ParentSpanId">The observation above.</param>
public readonly record struct TraceContext(string TraceId, string? ParentSpanId = null)
{
    /// <summary>An id of zeros, which on the wire means none. Without any id at all, .NET would take the current activity for the parent.</summary>
    internal static readonly ActivitySpanId Top = ActivitySpanId.CreateFromBytes(new byte[8]);

    /// <summary>False for ids of another form.</summary>
    internal bool TryToActivityContext(out ActivityContext context)
    {
        context = default;
        if (!IsHex(TraceId, 32) || (ParentSpanId is not null && !IsHex(ParentSpanId, 16)))
        {
            return false;
        }

        var parent = ParentSpanId is null ? Top : ActivitySpanId.CreateFromString(ParentSpanId);
        context = new ActivityContext(ActivityTraceId.CreateFromString(TraceId), parent, ActivityTraceFlags.Recorded, isRemote: true);
        return true;
    }

    private static bool IsHex(string? id, int length) =>
        id?.Length == length && id.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0 && id.AsSpan().IndexOfAnyExcept('0') >= 0;
}
