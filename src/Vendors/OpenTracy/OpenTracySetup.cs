using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Vendors.OpenTracy.Importing;

namespace Tracehouse.Vendors.OpenTracy;

/// <summary>Puts together OpenTracy's API, as far as the rest of ours does not have it already.</summary>
internal static class OpenTracySetup
{
    public static IServiceCollection AddOpenTracy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddImporting(configuration);
        return services;
    }

    public static void MapOpenTracy(this IEndpointRouteBuilder routes)
    {
        routes.MapImporting();
    }
}
