using System.Diagnostics;

namespace Tracehouse.Propagation;

/// <summary>
/// Finds the nearest activity above that is sent. Frameworks begin activities that nobody listens to, for a request in or out, and name them to the next service as its
/// parent; what is then sent would lie under something that never arrives. So each activity that is sent writes its id into the W3C tracestate
/// (https://www.w3.org/TR/trace-context/#tracestate-header), which everything below inherits, also in other processes.
/// </summary>
internal static class TracePosition
{
    private const string Key = "tracehouse=";
    private const string LeftOut = "0";
    private const int IdLength = 16;
    private static object? _marker;

    /// <summary>True once there is somebody who marks what is sent; without marks, nothing can be told from their absence.</summary>
    public static bool IsMarking => Volatile.Read(ref _marker) is not null;

    /// <summary>Says who marks from now on.</summary>
    public static void Begin(object marker) => Volatile.Write(ref _marker, marker);

    /// <summary>Says that it does so no more, unless another has taken its place.</summary>
    public static void End(object marker) => Interlocked.CompareExchange(ref _marker, null, marker);

    /// <summary>Says that this activity is sent.</summary>
    public static void Mark(Activity activity) => activity.TraceStateString = With(activity.TraceStateString, activity.SpanId.ToHexString());

    /// <summary>The state of a trace that is not kept.</summary>
    public static string MarkLeftOut(string? state) => With(state, LeftOut);

    /// <summary>Whether somebody above has decided on the trace, and how; null when nobody has.</summary>
    public static bool? IsKept(string? state) => Find(state) switch
    {
        { IsEmpty: true } => null,
        LeftOut => false,
        _ => true,
    };

    /// <summary>Starts under the nearest activity that is sent, or where the caller says.</summary>
    public static Activity? Start(ActivitySource source, string name, ActivityContext place)
    {
        if (place != default || !IsMarking || Activity.Current is not { } current || !TryFindAbove(current, out var above))
        {
            return source.StartActivity(name, ActivityKind.Internal, place);
        }

        // The activity that is passed over would have handed down its baggage.
        var activity = source.CreateActivity(name, ActivityKind.Internal, above);
        foreach (var (key, value) in activity is null ? [] : current.Baggage)
        {
            activity!.AddBaggage(key, value);
        }

        return activity?.Start();
    }

    /// <summary>False when the current activity is sent itself, or its trace is not kept.</summary>
    internal static bool TryFindAbove(Activity current, out ActivityContext above)
    {
        var state = current.TraceStateString;
        var said = Find(state);
        above = default;
        if (said is LeftOut || said.SequenceEqual(current.SpanId.ToHexString()))
        {
            return false;
        }

        var id = said.Length == IdLength && said.IndexOfAnyExcept("0123456789abcdef") < 0 ? ActivitySpanId.CreateFromString(said) : TopOf(current).ParentSpanId;
        id = id == default ? TraceContext.Top : id;
        above = new ActivityContext(current.TraceId, id, current.ActivityTraceFlags, state);
        return true;
    }

    private static Activity TopOf(Activity activity)
    {
        while (activity.Parent is { } parent)
        {
            activity = parent;
        }

        return activity;
    }

    private static ReadOnlySpan<char> Find(string? state)
    {
        foreach (var range in state.AsSpan().Split(','))
        {
            var member = state.AsSpan(range).Trim();
            if (member.StartsWith(Key, StringComparison.Ordinal))
            {
                return member[Key.Length..];
            }
        }

        return default;
    }

    /// <summary>The newest member stands first.</summary>
    private static string With(string? state, string value)
    {
        if (string.IsNullOrEmpty(state) || (state.StartsWith(Key, StringComparison.Ordinal) && !state.Contains(',', StringComparison.Ordinal)))
        {
            return Key + value;
        }

        var others = state.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(member => !member.StartsWith(Key, StringComparison.Ordinal));
        return string.Join(',', [Key + value, .. others.Take(31)]);
    }
}
