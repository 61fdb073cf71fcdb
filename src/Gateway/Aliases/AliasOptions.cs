namespace Tracehouse.Gateway.Aliases;

/// <summary>An alias as people write it: under <c>Aliases:&lt;name&gt;</c>, or as the body of <c>PUT /v1/aliases/{name}</c>.</summary>
public sealed class AliasOptions
{
    /// <summary>Who is asked first: <c>fallback</c>, <c>weighted</c>, <c>least_latency</c> or <c>lowest_cost</c>.</summary>
    public string Strategy { get; set; } = "fallback";

    /// <summary>The models behind it, in order.</summary>
    public List<AliasTargetOptions> Targets { get; set; } = [];

    /// <summary>For <c>weighted</c>: <c>user</c> or <c>session</c>, so that the same one gets the same target. Unset means chance.</summary>
    public string? StickyBy { get; set; }

    /// <summary>How often one target is asked, before the next one is.</summary>
    public int TriesPerTarget { get; set; } = 2;

    /// <summary>How often targets are asked in all, for one call.</summary>
    public int TriesMax { get; set; } = 6;

    /// <summary>The longest wait before the same target is asked a second time.</summary>
    public int BackoffMilliseconds { get; set; } = 250;

    /// <summary>What each further wait is multiplied by.</summary>
    public double BackoffFactor { get; set; } = 2;

    /// <summary>The longest of all waits.</summary>
    public int BackoffMillisecondsMax { get; set; } = 4_000;

    /// <summary>The longest <c>Retry-After</c> that is waited for; with a longer one, the next target is asked.</summary>
    public int RetryAfterSecondsMax { get; set; } = 5;

    /// <summary>How long a target may take to begin its answer. Unset means <c>Gateway:SilenceSecondsMax</c>.</summary>
    public int? FirstByteSeconds { get; set; }

    /// <summary>How long an answer may pause. Unset means <c>Gateway:SilenceSecondsMax</c>.</summary>
    public int? SilenceSeconds { get; set; }

    /// <summary>After how long a second target is asked beside one that has not begun its answer. Unset means never.</summary>
    public int? HedgeAfterMilliseconds { get; set; }

    /// <summary>After how many failures in a row a target is left alone; zero for never.</summary>
    public int CircuitFailures { get; set; } = 5;

    /// <summary>Within how long those failures must come.</summary>
    public int CircuitWindowSeconds { get; set; } = 60;

    /// <summary>For how long the target is left alone.</summary>
    public int CircuitPauseSeconds { get; set; } = 30;

    /// <summary>For <c>least_latency</c>: how long a target's time counts before it is measured anew.</summary>
    public int LatencySecondsMax { get; set; } = 60;

    /// <summary>How long an answer is given again to the same request. Unset means that only callers ask for that.</summary>
    public int? CacheSeconds { get; set; }
}
