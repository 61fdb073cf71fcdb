using Microsoft.AspNetCore.Builder;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Marks routes that others have too, so that the header of Opper's key decides.</summary>
internal static class OpperRoutes
{
    public static TBuilder OfOpper<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(OfOpperMark.Instance);
}
