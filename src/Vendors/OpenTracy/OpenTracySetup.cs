using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Vendors.OpenTracy;

/// <summary>Puts together OpenTracy's API.</summary>
internal static class OpenTracySetup
{
    public static IServiceCollection AddOpenTracy(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapOpenTracy(this IEndpointRouteBuilder routes)
    {
    }
}
