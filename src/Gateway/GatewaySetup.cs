using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tracehouse.Gateway.Administration;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Catalogue;
using Tracehouse.Gateway.CrossOrigin;
using Tracehouse.Gateway.Extras;
using Tracehouse.Gateway.Forwarding;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Metrics;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Secrets;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Wire;

namespace Tracehouse.Gateway;

/// <summary>Puts the gateway together.</summary>
public static class GatewaySetup
{
    /// <summary>Adds the gateway. The host must add an <c>IRecordSink</c> and <c>IDocuments</c>, and may add an <c>ISpendHistory</c>. Wrong settings stop the host from starting.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);

        services.AddSecrets(configuration);
        services.AddKeys(configuration);
        services.AddAdministration();
        services.AddCrossOrigin(configuration);
        services.AddPricing(configuration);
        services.AddTranslation(configuration);
        services.AddWire(configuration);
        services.AddProviders(configuration);
        services.AddResilience(configuration);
        services.AddAliases(configuration);
        services.AddCaching(configuration);
        services.AddPrivacy(configuration);
        services.AddCallMetrics(configuration);
        services.AddCapture(configuration);
        services.AddExtras(configuration);
        services.AddForwarding(configuration);
        services.AddSingleton<ModelList>();
        services.AddSingleton<OpenTracyEndpoints>();
        foreach (var route in GatewayRoutes.All)
        {
            services.AddSingleton(route);
        }

        return services;
    }

    /// <summary>Answers every request that comes this way as the gateway.</summary>
    /// <param name="app">The branch of the pipeline that is the gateway's.</param>
    /// <param name="writeHealth">Writes the properties of the answer to <c>GET /health</c>; by default <c>"status":"healthy"</c>.</param>
    public static void MapGateway(this IApplicationBuilder app, Action<Utf8JsonWriter>? writeHealth = null)
    {
        var endpoint = ActivatorUtilities.CreateInstance<GatewayEndpoint>(app.ApplicationServices, writeHealth ?? WriteHealthy);
        app.UseCrossOrigin();
        app.Use(TraceLevelHeader.RefuseUnknownAsync);
        app.Run(endpoint.AnswerAsync);
    }

    /// <summary>Maps the REST routes that manage keys, aliases and prices, for a door that has found out who calls.</summary>
    public static void MapGatewayManagement(this IEndpointRouteBuilder routes)
    {
        routes.MapAdministration();
        routes.MapAliases();
        routes.MapPrices();
    }

    private static void WriteHealthy(Utf8JsonWriter json) => json.WriteString("status"u8, "healthy"u8);
}
