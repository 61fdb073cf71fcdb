using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>Puts together what Langfuse's SDKs of the older generation send.</summary>
internal static class LangfuseIngestionSetup
{
    public static IServiceCollection AddLangfuseIngestion(this IServiceCollection services) => services.AddSingleton<IngestionEndpoint>();

    public static void MapLangfuseIngestion(this IEndpointRouteBuilder routes) =>
        routes.ServiceProvider.GetRequiredService<IngestionEndpoint>().Map(routes.MapLangfuse());
}
