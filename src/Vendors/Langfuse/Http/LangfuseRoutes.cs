using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Where Langfuse's routes are mapped.</summary>
internal static class LangfuseRoutes
{
    /// <summary>A group below <c>/api/public</c> whose failures are told in Langfuse's words, and that our own description leaves out.</summary>
    public static RouteGroupBuilder MapLangfuse(this IEndpointRouteBuilder routes) =>
        routes.MapGroup(LangfuseDoor.Path).AddEndpointFilter<RouteGroupBuilder, StoreFailures>().ExcludeFromDescription();
}
