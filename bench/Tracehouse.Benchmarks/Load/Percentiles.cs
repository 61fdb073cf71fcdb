using System.Diagnostics;

namespace Tracehouse.Benchmarks.Load;

/// <summary>The two figures of a distribution that tables show, in microseconds.</summary>
internal sealed record Percentiles(double P50, double P99)
{
    /// <summary>Sorts the timestamps in place.</summary>
    public static Percentiles Of(Span<long> ticks)
    {
        if (ticks.IsEmpty)
        {
            return new Percentiles(double.NaN, double.NaN);
        }

        ticks.Sort();
        return new Percentiles(At(ticks, 0.5), At(ticks, 0.99));
    }

    private static double At(ReadOnlySpan<long> sorted, double share) =>
        sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))] * 1e6 / Stopwatch.Frequency;
}
