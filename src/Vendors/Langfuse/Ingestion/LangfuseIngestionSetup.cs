using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>Puts together what Langfuse's SDKs send.</summary>
internal static class LangfuseIngestionSetup
{
    public static IServiceCollection AddLangfuseIngestion(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapLangfuseIngestion(this IEndpointRouteBuilder routes)
    {
    }
}
