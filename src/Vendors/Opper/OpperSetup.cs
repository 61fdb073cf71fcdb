using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Functions;
using Tracehouse.Vendors.Opper.Knowledge;
using Tracehouse.Vendors.Opper.Models;
using Tracehouse.Vendors.Opper.Telling;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper;

/// <summary>Puts together Opper's API, in the three shapes that it has had.</summary>
internal static class OpperSetup
{
    public static IServiceCollection AddOpper(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OpperOptions>().Bind(configuration.GetSection(OpperOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OpperOptions>, OpperOptionsValidator>();
        services.AddSingleton<OpperBodies>();
        services.AddSingleton<SpanBook>();
        services.AddSingleton<SpanJudgements>();
        services.AddSingleton<TraceReading>();
        services.AddSingleton<ExampleBook>();
        services.AddSingleton<V2.SpanEndpoints>();
        services.AddSingleton<V2.MetricEndpoints>();
        services.AddSingleton<V2.TraceEndpoints>();
        services.AddSingleton<V1.SpanEndpoints>();
        services.AddSingleton<V3.SpanEndpoints>();
        services.AddSingleton<V3.TraceEndpoints>();
        services.AddSingleton<V2.FeedbackEndpoints>();
        services.AddSingleton<GatewayClient>();
        services.AddSingleton<GatewayRelay>();
        services.AddSingleton<CallSpans>();
        services.AddSingleton<CallRun>();
        services.AddSingleton<CallStream>();
        services.AddSingleton<FunctionBook>();
        services.AddSingleton<FunctionCalls>();
        services.AddSingleton<EntryBook>();
        services.AddSingleton<Vectors>();
        services.AddSingleton<KnowledgeBook>();
        services.AddSingleton<MatcherPolicy, OpperKeyPolicy>();
        services.AddSingleton<V2.CallEndpoints>();
        services.AddSingleton<V2.FunctionEndpoints>();
        services.AddSingleton<V2.DatasetEndpoints>();
        services.AddSingleton<V1.CallEndpoints>();
        services.AddSingleton<V1.FunctionEndpoints>();
        services.AddSingleton<V1.DatasetEndpoints>();
        services.AddSingleton<V3.CallEndpoints>();
        services.AddSingleton<V3.FunctionEndpoints>();
        services.AddSingleton<ModelEndpoints>();
        services.AddSingleton<AliasEndpoints>();
        services.AddSingleton<UsageEndpoints>();
        services.AddSingleton<KnowledgeEndpoints>();
        services.AddSingleton<RetrievalEndpoints>();
        return services;
    }

    public static void MapOpper(this IEndpointRouteBuilder routes)
    {
        foreach (var prefix in new[] { "", Generations.Prefix })
        {
            var all = routes.MapGroup(prefix).AddEndpointFilter<RouteGroupBuilder, StoreFaults>().ExcludeFromDescription();
            Get<V2.SpanEndpoints>().Map(all);
            Get<V2.MetricEndpoints>().Map(all);
            Get<V2.TraceEndpoints>().Map(all);
            Get<V1.SpanEndpoints>().Map(all);
            Get<V3.SpanEndpoints>().Map(all);
            Get<V3.TraceEndpoints>().Map(all);
            Get<V2.FeedbackEndpoints>().Map(all);
            Get<V2.CallEndpoints>().Map(all);
            Get<V2.FunctionEndpoints>().Map(all);
            Get<V2.DatasetEndpoints>().Map(all);
            Get<V1.CallEndpoints>().Map(all);
            Get<V1.FunctionEndpoints>().Map(all);
            Get<V1.DatasetEndpoints>().Map(all);
            Get<V3.CallEndpoints>().Map(all);
            Get<V3.FunctionEndpoints>().Map(all);
            Get<ModelEndpoints>().Map(all);
            Get<AliasEndpoints>().Map(all);
            Get<UsageEndpoints>().Map(all);
            Get<KnowledgeEndpoints>().Map(all);
            Get<RetrievalEndpoints>().Map(all);
            all.Map("/v2/{**rest}", Nothing);
            all.Map("/v3/{**rest}", Nothing);
            all.Map("/v1/{**rest}", Nothing).OfOpper();
        }

        routes.Map($"{Generations.Prefix}/{{**rest}}", Nothing).ExcludeFromDescription();

        T Get<T>()
            where T : notnull => routes.ServiceProvider.GetRequiredService<T>();
    }

    private static IResult Nothing(HttpContext context) =>
        Answers.Fault(context, StatusCodes.Status404NotFound, "NotFoundError", $"There is nothing at {context.Request.Method} {context.Request.Path}.");
}
