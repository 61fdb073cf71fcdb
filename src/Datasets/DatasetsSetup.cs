using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Datasets.Items;

namespace Tracehouse.Datasets;

/// <summary>Puts datasets together.</summary>
public static class DatasetsSetup
{
    /// <summary>Adds them. Store and questions must have been added.</summary>
    public static IServiceCollection AddDatasets(this IServiceCollection services)
    {
        services.AddSingleton<DatasetBook>();
        services.AddSingleton<ItemFromSpan>();
        return services;
    }
}
