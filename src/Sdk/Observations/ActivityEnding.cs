using System.Diagnostics;

namespace Tracehouse.Observations;

/// <summary>How observations end. An activity by itself makes current what was current before it, even when that has ended meanwhile.</summary>
internal static class ActivityEnding
{
    /// <summary>What is current afterwards is what was before, unless that was this one or has ended; then it is the nearest above that still runs.</summary>
    public static void End(Activity activity)
    {
        var before = Activity.Current;
        activity.Stop();
        var next = before == activity ? Activity.Current : before;
        while (next is { IsStopped: true })
        {
            next = next.Parent;
        }

        if (next != Activity.Current)
        {
            Activity.Current = next;
        }
    }
}
