using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Datasets.Export;
using Tracehouse.Datasets.Http;
using Tracehouse.Datasets.Items;
using Tracehouse.Datasets.Settings;
using Tracehouse.Query.Http;

namespace Tracehouse.Datasets;

/// <summary>Puts datasets together.</summary>
public static class DatasetsSetup
{
    /// <summary>Adds them. Store and questions must have been added.</summary>
    public static IServiceCollection AddDatasets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatasetOptions>().Bind(configuration.GetSection(DatasetOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatasetOptions>, DatasetOptionsValidator>();
        services.AddSingleton<DatasetBook>();
        services.AddSingleton<ItemFromSpan>();
        services.AddSingleton<DatasetsEndpoints>();
        services.AddSingleton<ItemsEndpoints>();
        services.AddSingleton<ExportEndpoint>();
        return services;
    }

    /// <summary>Maps their routes.</summary>
    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, StoreFailureFilter>();
        routes.ServiceProvider.GetRequiredService<DatasetsEndpoints>().Map(api);
        routes.ServiceProvider.GetRequiredService<ItemsEndpoints>().Map(api);
        routes.ServiceProvider.GetRequiredService<ExportEndpoint>().Map(api);
    }
}
