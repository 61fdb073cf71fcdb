using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Vendors.Opper;

/// <summary>Puts together Opper's API.</summary>
internal static class OpperSetup
{
    public static IServiceCollection AddOpper(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapOpper(this IEndpointRouteBuilder routes)
    {
    }
}
