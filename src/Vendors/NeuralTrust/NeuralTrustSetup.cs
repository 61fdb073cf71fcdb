using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>Puts together NeuralTrust's API.</summary>
internal static class NeuralTrustSetup
{
    public static IServiceCollection AddNeuralTrust(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapNeuralTrust(this IEndpointRouteBuilder routes)
    {
    }
}
