using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Gateway.Administration;

/// <summary>Puts together what manages keys.</summary>
internal static class AdministrationSetup
{
    /// <summary>Adds the books of keys. Keys and secrets must be added.</summary>
    public static void AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<ProviderBook>();
        services.AddSingleton<KeyBook>();
        services.AddSingleton<AdminEndpoint>();
    }

    /// <summary>Maps them, for a door that has found out who calls.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<AdminEndpoint>();
        foreach (var path in new[] { "/v1/config/keys/{**rest}", "/v1/config/reload", "/v1/secrets/{**rest}", "/v1/keys/{**rest}" })
        {
            routes.Map(path, endpoint.AnswerAsync);
        }
    }
}
