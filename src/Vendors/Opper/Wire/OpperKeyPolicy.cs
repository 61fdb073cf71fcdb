using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Where two routes are alike, one Opper's and one somebody else's, the header of Opper's key decides: with it Opper's counts, without it the other.</summary>
internal sealed class OpperKeyPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 1_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsOfOpper);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var hasKey = httpContext.Request.Headers.ContainsKey(Generations.KeyHeader);
        for (var at = 0; at < candidates.Count; at++)
        {
            if (candidates.IsValidCandidate(at) && HasRival(candidates, at, hasKey))
            {
                candidates.SetValidity(at, false);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether another candidate goes before this one.</summary>
    private static bool HasRival(CandidateSet candidates, int at, bool hasKey)
    {
        var isOfOpper = IsOfOpper(candidates[at].Endpoint);
        for (var other = 0; other < candidates.Count; other++)
        {
            if (other != at && candidates.IsValidCandidate(other) && IsOfOpper(candidates[other].Endpoint) == hasKey && isOfOpper != hasKey
                && candidates[other].Score == candidates[at].Score)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfOpper(Endpoint endpoint) => endpoint.Metadata.GetMetadata<OfOpperMark>() is not null;
}
