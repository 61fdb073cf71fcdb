using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>Puts together files that belong to what was said.</summary>
internal static class LangfuseMediaSetup
{
    public static IServiceCollection AddLangfuseMedia(this IServiceCollection services)
    {
        services.AddSingleton<MediaFiles>();
        services.AddSingleton<MediaAddress>();
        services.AddSingleton<MediaReferences>();
        services.AddSingleton<MediaEndpoints>();
        services.AddSingleton<MediaFilesEndpoints>();
        return services;
    }

    public static void MapLangfuseMedia(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<MediaEndpoints>().Map(routes.MapLangfuse());
        routes.ServiceProvider.GetRequiredService<MediaFilesEndpoints>().Map(routes);
    }
}
