using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tracehouse.Sdk.Benchmarks;

/// <summary>The same small work, told in each of the ways that are compared.</summary>
internal static class Work
{
    public static readonly ActivitySource Source = new("Bare");

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Untold(string city, int days) => days > 0 ? city : "";

    [Observe]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Observed(string city, int days) => days > 0 ? city : "";

    [Observe]
    public static async Task<string> ObservedAsync(string city, int days)
    {
        await Task.Yield();
        return days > 0 ? city : "";
    }

    public static async Task<string> UntoldAsync(string city, int days)
    {
        await Task.Yield();
        return days > 0 ? city : "";
    }

    /// <summary>What somebody would write by hand.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string Bare(string city, int days)
    {
        using var activity = Source.StartActivity("Observed");
        activity?.SetTag("langfuse.observation.type", "span");
        activity?.SetTag("langfuse.observation.input", $$"""{"city":"{{city}}","days":{{days}}}""");
        var answer = days > 0 ? city : "";
        activity?.SetTag("langfuse.observation.output", answer);
        return answer;
    }
}
