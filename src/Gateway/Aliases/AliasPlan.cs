using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Finds the alias that a call asks for, and whom to ask for it.</summary>
internal sealed class AliasPlan(AliasTable aliases, ModelRouter router, TargetOrder order, CallerContext context)
{
    private const int NearMax = 3;

    /// <summary>Null when the model is none; what has a slash names a model.</summary>
    public Alias? Find(ProjectId project, string? model, Dialect dialect) =>
        string.IsNullOrEmpty(model) || dialect.FixedProvider is not null || model.Contains('/') ? null : aliases.Find(project, model);

    /// <summary>Plans the tries of one call. A target that cannot take it is passed over; when none can, the reason of the first one is told.</summary>
    /// <param name="alias">What the caller asked for.</param>
    /// <param name="project">Whose call it is.</param>
    /// <param name="call">What it asks.</param>
    /// <param name="dialect">In which format.</param>
    /// <param name="headers">With which headers.</param>
    /// <param name="faultOf">Tells why a route cannot be taken, for want of a key or leave; null when it can.</param>
    public (TryPlan? Plan, NoRoute? None) Make(Alias alias, ProjectId project, ChatRequest call, Dialect dialect, IHeaderDictionary headers, Func<Route, NoRoute?> faultOf)
    {
        var facts = new CallFacts(project, call, headers, context);
        var targets = new List<(AliasTarget Target, Route Route)>(alias.Targets.Count);
        NoRoute? first = null;
        foreach (var target in alias.Targets)
        {
            if (!target.Conditions.Hold(facts))
            {
                continue;
            }

            var (route, none) = router.Find(target.Model, dialect);
            none ??= faultOf(route!);
            first ??= none;
            if (none is null)
            {
                targets.Add((target, route!));
            }
        }

        if (targets.Count == 0)
        {
            return (null, first ?? new NoRoute(NoRouteReason.ModelNotFound, $"No target of the alias {alias.Name} is for a call like this one; its conditions say for which they are."));
        }

        order.Apply(alias, targets, facts);
        return (new TryPlan(alias.Name, targets.ConvertAll(static entry => new PlannedTarget(entry.Route, entry.Target.FirstByte, entry.Target.Health)), alias.Policy), null);
    }

    /// <summary>The aliases that a caller may have meant, as a sentence; nothing when none is near.</summary>
    public string Near(ProjectId project, string asked)
    {
        var near = NearNames.Find(asked, aliases.All(project).Select(alias => alias.Name), NearMax);
        return near.Count > 0 ? $" There is the alias {string.Join(" or ", near)}." : "";
    }
}
