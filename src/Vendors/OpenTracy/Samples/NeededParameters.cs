using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Tracehouse.Vendors.OpenTracy.Samples;

/// <summary>An endpoint that is meant only where one of these parameters stands in the query string; without them, another has the path.</summary>
/// <param name="Names">The parameters.</param>
internal sealed record NeededParameters(params string[] Names);

/// <summary>Leaves out those endpoints whose <see cref="NeededParameters"/> are not there.</summary>
internal sealed class NeededParametersPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 1_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint => endpoint.Metadata.GetMetadata<NeededParameters>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var index = 0; index < candidates.Count; index++)
        {
            if (candidates.IsValidCandidate(index) && candidates[index].Endpoint.Metadata.GetMetadata<NeededParameters>() is { } needed
                && !needed.Names.Any(httpContext.Request.Query.ContainsKey))
            {
                candidates.SetValidity(index, false);
            }
        }

        return Task.CompletedTask;
    }
}
