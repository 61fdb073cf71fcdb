using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Resilience;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>The tries of one call so far.</summary>
internal sealed record TryRun(Call Call, TryPlan Plan, HttpContext Context, TargetWalk Walk)
{
    public List<UpstreamTry> Tries { get; } = [];

    /// <summary>What was tried, for the caller whose call failed.</summary>
    public string Summary => $"Tried: {string.Join(", ", Tries.Select(one => $"{one.Target.Route.Provider.Name}/{one.Target.Route.Model} ({one.Outcome})"))}.";
}
