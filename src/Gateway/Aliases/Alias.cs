using Tracehouse.Gateway.Resilience;

namespace Tracehouse.Gateway.Aliases;

/// <summary>A name that stands for several models, ready to be used. It does not change; a change makes another.</summary>
internal sealed class Alias
{
    /// <param name="name">What callers write as the model.</param>
    /// <param name="options">What was written of it; checked before.</param>
    /// <param name="healthOf">How the target with this model has fared so far.</param>
    public Alias(string name, AliasOptions options, Func<string, TargetHealth> healthOf)
    {
        Name = name;
        Options = options;
        Strategy = AliasStrategies.TryParse(options.Strategy, out var strategy) ? strategy : default;
        LatencyLifetime = TimeSpan.FromSeconds(options.LatencySecondsMax);
        Policy = PolicyOf(name, options);
        Targets = options.Targets.ConvertAll(target => new AliasTarget(
            target.Model!,
            target.Weight,
            (target.FirstByteSeconds ?? options.FirstByteSeconds) is { } seconds ? LimitOf(name, seconds, "FirstByteSeconds") : null,
            new AliasConditions(target.When ?? new AliasConditionOptions()),
            healthOf(target.Model!)));
    }

    public string Name { get; }

    /// <summary>What was written of it.</summary>
    public AliasOptions Options { get; }

    public AliasStrategy Strategy { get; }

    public IReadOnlyList<AliasTarget> Targets { get; }

    public TryPolicy Policy { get; }

    /// <summary>How long a target's time counts before it is measured anew.</summary>
    public TimeSpan LatencyLifetime { get; }

    private static TryPolicy PolicyOf(string name, AliasOptions options) => new(
        options.TriesPerTarget,
        options.TriesMax,
        new Backoff(TimeSpan.FromMilliseconds(options.BackoffMilliseconds), options.BackoffFactor, TimeSpan.FromMilliseconds(options.BackoffMillisecondsMax)),
        TimeSpan.FromSeconds(options.RetryAfterSecondsMax),
        new CircuitPolicy(options.CircuitFailures, TimeSpan.FromSeconds(options.CircuitWindowSeconds), TimeSpan.FromSeconds(options.CircuitPauseSeconds)))
    {
        HedgeAfter = options.HedgeAfterMilliseconds is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        Silence = options.SilenceSeconds is { } seconds ? LimitOf(name, seconds, "SilenceSeconds") : null,
    };

    private static SilenceLimit LimitOf(string name, int seconds, string setting) => new(TimeSpan.FromSeconds(seconds), $"{setting} of the alias {name}");
}
