namespace Tracehouse.Gateway.Resilience;

/// <summary>How long to wait before the same target is asked again: longer each time, up to a limit, and never quite the same.</summary>
/// <param name="First">The longest first wait.</param>
/// <param name="Factor">What each further one is multiplied by.</param>
/// <param name="Max">The longest of all.</param>
internal readonly record struct Backoff(TimeSpan First, double Factor, TimeSpan Max)
{
    /// <summary>The wait after the given failure, counted from one. Chance takes up to half of it, so that callers who failed together do not return together.</summary>
    public TimeSpan After(int failures, double chance)
    {
        var longest = Math.Min(First.TotalMilliseconds * Math.Pow(Factor, failures - 1), Max.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * (1 - (chance / 2)));
    }
}
