using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>Puts together scores and the rules that they are given by.</summary>
internal static class LangfuseScoresSetup
{
    public static IServiceCollection AddLangfuseScores(this IServiceCollection services)
    {
        services.AddSingleton<ScoreConfigs>();
        services.AddSingleton<ScoreReader>();
        services.AddSingleton<ScoresEndpoints>();
        services.AddSingleton<ScoreConfigsEndpoints>();
        return services;
    }

    public static void MapLangfuseScores(this IEndpointRouteBuilder routes)
    {
        var langfuse = routes.MapLangfuse();
        routes.ServiceProvider.GetRequiredService<ScoresEndpoints>().Map(langfuse);
        routes.ServiceProvider.GetRequiredService<ScoreConfigsEndpoints>().Map(langfuse);
    }
}
