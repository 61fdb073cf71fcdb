using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tracehouse.Vendors.Langfuse.Library;

/// <summary>Puts together prompts, datasets and whatever else Langfuse's SDKs manage.</summary>
internal static class LangfuseLibrarySetup
{
    public static IServiceCollection AddLangfuseLibrary(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapLangfuseLibrary(this IEndpointRouteBuilder routes)
    {
    }
}
