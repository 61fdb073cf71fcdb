namespace Tracehouse.Gateway.Resilience;

/// <summary>Whom to ask for one call, in this order, and how.</summary>
/// <param name="Alias">The alias that the caller asked for; null when it named a model.</param>
/// <param name="Targets">At least one.</param>
/// <param name="Policy">How.</param>
internal sealed record TryPlan(string? Alias, IReadOnlyList<PlannedTarget> Targets, TryPolicy Policy)
{
    /// <summary>Whether a second try is possible, so that an answer must show that it is good before it is used.</summary>
    public bool HasChoice => Policy.TriesMax > 1 && (Targets.Count > 1 || Policy.TriesPerTarget > 1);
}
