using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Vendors.OpenTracy.Analytics;
using Tracehouse.Vendors.OpenTracy.Http;
using Tracehouse.Vendors.OpenTracy.Importing;
using Tracehouse.Vendors.OpenTracy.Samples;

namespace Tracehouse.Vendors.OpenTracy;

/// <summary>Puts together OpenTracy's API, as far as the rest of ours does not have it already.</summary>
internal static class OpenTracySetup
{
    public static IServiceCollection AddOpenTracy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddImporting(configuration);
        services.AddSingleton<AnalyticsEndpoints>();
        services.AddSingleton<SamplesEndpoints>();
        services.AddSingleton<MatcherPolicy, NeededParametersPolicy>();
        return services;
    }

    public static void MapOpenTracy(this IEndpointRouteBuilder routes)
    {
        routes.MapImporting();
        var guarded = routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, StoreFailures>();
        routes.ServiceProvider.GetRequiredService<AnalyticsEndpoints>().Map(guarded);
        routes.ServiceProvider.GetRequiredService<SamplesEndpoints>().Map(guarded);
    }
}
