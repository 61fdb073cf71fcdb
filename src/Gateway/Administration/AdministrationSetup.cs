using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Gateway.Administration;

/// <summary>Puts together what manages keys.</summary>
internal static class AdministrationSetup
{
    private static readonly (string Method, string Path, string Summary)[] Routes =
    [
        ("GET", "/v1/config/keys", "List which providers have a key"),
        ("POST", "/v1/config/keys", "Set the key of a provider"),
        ("DELETE", "/v1/config/keys/{provider}", "Remove the key of a provider"),
        ("POST", "/v1/config/reload", "Read the keys of providers again"),
        ("GET", "/v1/secrets", "List which providers have a key"),
        ("POST", "/v1/secrets/{provider}", "Set the key of a provider"),
        ("DELETE", "/v1/secrets/{provider}", "Remove the key of a provider"),
        ("GET", "/v1/keys", "List API keys"),
        ("POST", "/v1/keys", "Make an API key"),
        ("GET", "/v1/keys/{id}", "Get an API key, and what it has spent"),
        ("PATCH", "/v1/keys/{id}", "Change an API key"),
        ("DELETE", "/v1/keys/{id}", "Revoke an API key"),
        ("POST", "/v1/keys/{id}/rotate", "Give an API key a new secret"),
    ];

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
        foreach (var (method, path, summary) in Routes)
        {
            routes.MapMethods(path, [method], (Delegate)endpoint.AnswerAsync).WithSummary(summary);
        }

        foreach (var path in new[] { "/v1/config/keys/{**rest}", "/v1/config/reload", "/v1/secrets/{**rest}", "/v1/keys/{**rest}" })
        {
            routes.Map(path, endpoint.AnswerAsync).ExcludeFromDescription();
        }
    }
}
