using System.Diagnostics;

namespace Tracehouse.Instrumentation;

/// <summary>Marks generations that tell of a call already, so that the HTTP request within does not tell of it again.</summary>
internal static class OuterCall
{
    private const string Mark = "tracehouse.call";

    public static void Set(Activity? activity) => activity?.SetCustomProperty(Mark, Mark);

    /// <summary>The nearest observation counts; what other libraries begin between is passed over.</summary>
    public static bool IsWithin(Activity? activity)
    {
        while (activity is not null && activity.Source.Name != Tracing.SourceName)
        {
            activity = activity.Parent;
        }

        return activity?.GetCustomProperty(Mark) is not null;
    }
}
