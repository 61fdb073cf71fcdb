using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Prompts;
using Tracehouse.Vendors.Langfuse.Library.Shelves;

namespace Tracehouse.Vendors.Langfuse.Library;

/// <summary>Puts together prompts, datasets and whatever else Langfuse's SDKs manage.</summary>
internal static class LangfuseLibrarySetup
{
    public static IServiceCollection AddLangfuseLibrary(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PromptOptions>().Bind(configuration.GetSection(LangfuseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PromptOptions>, PromptOptionsValidator>();
        services.AddSingleton<PromptBook>();
        services.AddSingleton<PromptsEndpoints>();
        return services;
    }

    public static void MapLangfuseLibrary(this IEndpointRouteBuilder routes)
    {
        var library = routes.MapLangfuse().AddEndpointFilter<RouteGroupBuilder, TooLarge>();
        routes.ServiceProvider.GetRequiredService<PromptsEndpoints>().Map(library);
    }
}
