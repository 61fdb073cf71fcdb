namespace Tracehouse.Gateway.Resilience;

/// <summary>How often, how fast and how long upstreams are asked for one call.</summary>
internal sealed record TryPolicy(int TriesPerTarget, int TriesMax, Backoff Backoff, TimeSpan RetryAfterMax, CircuitPolicy Circuit)
{
    /// <summary>After how long a second target is asked beside a slow one; null for never.</summary>
    public TimeSpan? HedgeAfter { get; init; }

    /// <summary>How long an answer that is used may pause; null for the limit of all calls.</summary>
    public SilenceLimit? Silence { get; init; }
}
