using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Library.Comments;
using Tracehouse.Vendors.Langfuse.Library.Datasets;
using Tracehouse.Vendors.Langfuse.Library.Experiments;
using Tracehouse.Vendors.Langfuse.Library.Models;
using Tracehouse.Vendors.Langfuse.Library.NotOffered;
using Tracehouse.Vendors.Langfuse.Library.Prompts;
using Tracehouse.Vendors.Langfuse.Library.Queues;
using Tracehouse.Vendors.Langfuse.Library.Runs;
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
        services.AddSingleton<DatasetsEndpoints>();
        services.AddSingleton<DatasetItemsEndpoints>();
        services.AddSingleton<RunBook>();
        services.AddSingleton<RunsEndpoints>();
        services.AddSingleton<ExperimentItems>();
        services.AddSingleton<ExperimentsEndpoints>();
        services.AddSingleton<CommentsEndpoints>();
        services.AddSingleton<QueueShelves>();
        services.AddSingleton<QueuesEndpoints>();
        services.AddSingleton<QueueItemsEndpoints>();
        services.AddSingleton<ModelsEndpoints>();
        return services;
    }

    public static void MapLangfuseLibrary(this IEndpointRouteBuilder routes)
    {
        var library = routes.MapLangfuse().AddEndpointFilter<RouteGroupBuilder, TooLarge>();
        var parts = routes.ServiceProvider;
        parts.GetRequiredService<PromptsEndpoints>().Map(library);
        parts.GetRequiredService<DatasetsEndpoints>().Map(library);
        parts.GetRequiredService<DatasetItemsEndpoints>().Map(library);
        parts.GetRequiredService<RunsEndpoints>().Map(library);
        ExperimentsEndpoints.Map(library);
        parts.GetRequiredService<CommentsEndpoints>().Map(library);
        parts.GetRequiredService<QueuesEndpoints>().Map(library);
        parts.GetRequiredService<QueueItemsEndpoints>().Map(library);
        parts.GetRequiredService<ModelsEndpoints>().Map(library);
        library.MapNotOffered();
    }
}
