using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Puts together what Langfuse's SDKs read back.</summary>
internal static class LangfuseReadingSetup
{
    public static IServiceCollection AddLangfuseReading(this IServiceCollection services, IConfiguration configuration) => services.AddSingleton<ObservationLinks>().AddSingleton<TraceReader>();

    public static void MapLangfuseReading(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapLangfuse();
        api.MapTraces();
        api.MapObservations();
        api.MapSessions();
        api.MapMetrics();
    }
}
