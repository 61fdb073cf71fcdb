namespace Tracehouse.Gateway.Resilience;

/// <summary>What is done when a call that names a model fails, under <c>Resilience</c>. An alias has settings of its own.</summary>
public sealed class ResilienceOptions
{
    /// <summary>How often the model is asked. More than once makes a failed call slower and perhaps dearer, so that is for the operator to choose.</summary>
    public int Tries { get; set; } = 1;

    /// <summary>The longest wait before the second try.</summary>
    public int BackoffMilliseconds { get; set; } = 250;

    /// <summary>What each further wait is multiplied by.</summary>
    public double BackoffFactor { get; set; } = 2;

    /// <summary>The longest of all waits.</summary>
    public int BackoffMillisecondsMax { get; set; } = 4_000;

    /// <summary>The longest <c>Retry-After</c> that is waited for; a longer one ends the tries.</summary>
    public int RetryAfterSecondsMax { get; set; } = 5;

    /// <summary>How long a model may take to begin its answer. Unset means <c>Gateway:SilenceSecondsMax</c>.</summary>
    public int? FirstByteSeconds { get; set; }

    /// <summary>How many aliases a project may have.</summary>
    public int AliasesMax { get; set; } = 1_000;
}
