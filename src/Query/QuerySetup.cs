using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Datasets;
using Tracehouse.Query.Analytics;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Http;
using Tracehouse.Query.Metrics;
using Tracehouse.Query.Observations;
using Tracehouse.Query.OpenApi;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Sessions;
using Tracehouse.Query.Spans;
using Tracehouse.Query.Spending;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Records;

namespace Tracehouse.Query;

/// <summary>Puts the questions together, and their REST routes.</summary>
public static class QuerySetup
{
    /// <summary>Adds every question. The store must have been added.</summary>
    public static IServiceCollection AddQuery(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TreeOptions>().Bind(configuration.GetSection("Trees")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TreeOptions>, TreeOptionsValidator>();
        services.AddApiDescription();
        services.AddSingleton<ItemsAsParquet>();
        services.AddSingleton<ListTraces>();
        services.AddSingleton<GetTrace>();
        services.AddSingleton<GetSpan>();
        services.AddSingleton<GetSpanContents>();
        services.AddSingleton<FindTrace>();
        services.AddSingleton<GetWholeTrace>();
        services.AddSingleton<SearchTrace>();
        services.AddSingleton<FindTraces>();
        services.AddSingleton<ListObservations>();
        services.AddSingleton<AskMetrics>();
        services.AddSingleton<GetTree>();
        services.AddSingleton<ListSpans>();
        services.AddSingleton<FindSpan>();
        services.AddSingleton<GetSpanNotes>();
        services.AddSingleton<ListScores>();
        services.AddSingleton<ScoresOfTrace>();
        services.AddSingleton<SumTraces>();
        services.AddSingleton<MeasureTraces>();
        services.AddSingleton<ChartTraces>();
        services.AddSingleton<ListTraceFacets>();
        services.AddSingleton<TraceArrivals>();
        services.AddSingleton<SumUsage>();
        services.AddSingleton<ISpendHistory, SumSpend>();
        return services;
    }

    /// <summary>Maps every REST route.</summary>
    public static void MapQuery(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, StoreFailureFilter>();
        api.MapTraces();
        api.MapSpans();
        api.MapSessions();
        api.MapScores();
        routes.MapApiDescription();
        routes.Map("/v1/{**rest}", (HttpContext context) => ApiError.Answer(
            StatusCodes.Status404NotFound, ApiError.NotFound, $"There is nothing at {context.Request.Method} {context.Request.Path}.")).ExcludeFromDescription();
    }
}
