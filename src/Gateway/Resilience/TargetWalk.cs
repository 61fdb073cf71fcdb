namespace Tracehouse.Gateway.Resilience;

/// <summary>Walks through the targets of a plan: whom to ask next, and after which pause. It belongs to one call.</summary>
internal sealed class TargetWalk(TryPlan plan, Random random)
{
    private int _index = -1;
    private int _triesHere;
    private int _tries;
    private bool _ignoresCircuits;

    /// <summary>The first target to ask. When all are left alone, they are asked all the same.</summary>
    public PlannedTarget First()
    {
        if (MoveOn() is { } target)
        {
            return target;
        }

        _ignoresCircuits = true;
        return MoveOn()!;
    }

    /// <summary>The next target, one that is not left alone; null when there is none, or no try is left.</summary>
    public PlannedTarget? MoveOn()
    {
        for (var index = _index + 1; index < plan.Targets.Count && _tries < plan.Policy.TriesMax; index++)
        {
            var target = plan.Targets[index];
            if (_ignoresCircuits || target.Health is null || target.Health.TryEnter(plan.Policy.Circuit))
            {
                _index = index;
                _triesHere = 1;
                _tries++;
                return target;
            }
        }

        return null;
    }

    /// <summary>Whom to ask after a failure. A target that was silent is asked again only when there is no other.</summary>
    /// <param name="failed">The target that failed.</param>
    /// <param name="verdict">What may be done about it.</param>
    /// <param name="asked">How long it asks to be left alone; null when it does not.</param>
    /// <param name="wasSilent">Whether it used up its time.</param>
    public (PlannedTarget? Target, TimeSpan Pause) After(PlannedTarget failed, TryVerdict verdict, TimeSpan? asked, bool wasSilent)
    {
        if (wasSilent && MoveOn() is { } other)
        {
            return (other, TimeSpan.Zero);
        }

        if (!MayAskAgain(failed, verdict, asked))
        {
            return (MoveOn(), TimeSpan.Zero);
        }

        var pause = asked ?? plan.Policy.Backoff.After(_triesHere, random.NextDouble());
        _triesHere++;
        _tries++;
        return (failed, pause);
    }

    private bool MayAskAgain(PlannedTarget failed, TryVerdict verdict, TimeSpan? asked) =>
        verdict == TryVerdict.Again
        && ReferenceEquals(failed, plan.Targets[_index])
        && _triesHere < plan.Policy.TriesPerTarget
        && _tries < plan.Policy.TriesMax
        && (asked is null || asked <= plan.Policy.RetryAfterMax)
        && failed.Health?.Circuit is null or CircuitState.Closed;
}
