using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Query.OpenApi;

/// <summary>What a route reads from its query string. A route takes the same list into its description that it reads by, so the two cannot differ.</summary>
/// <param name="Parameters">All of them.</param>
internal sealed record Operation(IReadOnlyList<Parameter> Parameters);

/// <summary>Says what a route does.</summary>
internal static class RouteDescription
{
    /// <summary>A route that answers with <typeparamref name="TBody"/>.</summary>
    public static RouteHandlerBuilder Describe<TBody>(this RouteHandlerBuilder route, string summary, IReadOnlyList<Parameter> parameters) => route
        .WithSummary(summary)
        .WithMetadata(new Operation(parameters))
        .Produces<TBody>();
}
