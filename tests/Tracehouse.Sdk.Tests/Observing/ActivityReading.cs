using System.Diagnostics;

namespace Tracehouse.Sdk.Tests.Observing;

/// <summary>What a test looks for on an observation.</summary>
internal static class ActivityReading
{
    public static string? Input(this Activity activity) => activity.GetTagItem("langfuse.observation.input") as string;

    public static string? Output(this Activity activity) => activity.GetTagItem("langfuse.observation.output") as string;

    public static string? Kind(this Activity activity) => activity.GetTagItem("langfuse.observation.type") as string;

    public static string? Cut(this Activity activity) => activity.GetTagItem("tracehouse.cut") as string;
}
