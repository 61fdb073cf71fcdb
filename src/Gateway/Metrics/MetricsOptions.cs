namespace Tracehouse.Gateway.Metrics;

/// <summary>How much the counts in memory may hold, under <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>How many of the last calls are listed.</summary>
    public int RecentMax { get; set; } = 1000;

    /// <summary>How many times are kept of each provider and each model, to tell percentiles by.</summary>
    public int SamplesMax { get; set; } = 512;

    /// <summary>How many models are told apart; calls of further ones count in the totals alone.</summary>
    public int ModelsMax { get; set; } = 1000;
}
