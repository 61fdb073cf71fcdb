using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.GenAi;
using Tracehouse.Ingest.Mirroring;
using Tracehouse.Ingest.Otlp.Decoding;
using Tracehouse.Ingest.Otlp.Transport;
using Tracehouse.Ingest.Parts;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Scores;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest;

/// <summary>Puts together what takes other people's telemetry.</summary>
public static class IngestSetup
{
    /// <summary>Adds it. The host must add an <see cref="IDurableSink"/>, an <c>IRecordPrivacy</c> and an <c>IPriceBook</c>.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Otlp");
        services.AddOptions<OtlpOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<IntakeOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<NormaliserOptions>().Bind(configuration.GetSection(NormaliserOptions.Section)).ValidateOnStart();
        services.AddOptions<ScoresOptions>().Bind(configuration.GetSection(ScoresOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScoresOptions>, ScoresOptionsValidator>();
        services.AddSingleton<IValidateOptions<NormaliserOptions>, NormaliserOptionsValidator>();
        services.AddSingleton<IValidateOptions<OtlpOptions>, OtlpOptionsValidator>();
        services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<INormaliser, GenAiNormaliser>();
        services.AddSingleton<LogJoin>();
        services.AddSingleton<SpanPricing>();
        services.AddSingleton<SpanIntake>();
        services.AddSingleton<ISpanIntake>(provider => provider.GetRequiredService<SpanIntake>());
        services.AddSingleton<PartIntake>();
        services.AddSingleton<ISpanAssembly, SpanAssembly>();
        services.AddSingleton<MemoryBudget>();
        services.AddSingleton<Exports>();
        services.AddSingleton<HttpExports>();
        services.AddSingleton<GrpcExports>();
        services.AddSingleton<ScoresEndpoints>();
        services.AddMirroring(configuration);
        return services;
    }

    /// <summary>Answers every request that comes this way as OTLP over HTTP.</summary>
    public static void MapOtlpHttp(this IApplicationBuilder app) => app.Run(app.ApplicationServices.GetRequiredService<HttpExports>().AnswerAsync);

    /// <summary>Answers every request that comes this way as OTLP over gRPC.</summary>
    public static void MapOtlpGrpc(this IApplicationBuilder app) => app.Run(app.ApplicationServices.GetRequiredService<GrpcExports>().AnswerAsync);

    /// <summary>Answers an export over HTTP that may not come in, in the words of its protocol.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">401 or 403.</param>
    /// <param name="message">Why.</param>
    public static Task RefuseOtlpHttpAsync(this HttpContext context, int status, string message) => HttpExports.RefuseAsync(context, status, message);

    /// <inheritdoc cref="RefuseOtlpHttpAsync"/>
    public static Task RefuseOtlpGrpcAsync(this HttpContext context, int status, string message) => GrpcExports.RefuseAsync(context, status, message);

    /// <summary>Maps scores, and OTLP over HTTP beside other routes, at its own paths and at Langfuse's.</summary>
    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<ScoresEndpoints>().Map(routes);
        var exports = routes.ServiceProvider.GetRequiredService<HttpExports>();
        foreach (var (path, signal) in new[] { ("traces", OtlpSignal.Traces), ("logs", OtlpSignal.Logs), ("metrics", OtlpSignal.Metrics) })
        {
            RequestDelegate answer = context => exports.AnswerAsync(context, signal);
            var ours = signal == OtlpSignal.Traces ? OrElse(routes.ServiceProvider.GetServices<IOtherTraces>(), answer) : answer;
            routes.MapPost($"/v1/{path}", (Delegate)((HttpContext context) => ours(context))).WithSummary($"Take {path} as OTLP over HTTP");
            routes.MapPost($"/api/public/otel/v1/{path}", (Delegate)((HttpContext context) => answer(context))).WithSummary($"Take {path} as OTLP over HTTP");
        }
    }

    private static RequestDelegate OrElse(IEnumerable<IOtherTraces> others, RequestDelegate answer) => async context =>
    {
        foreach (var other in others)
        {
            if (await other.TryAnswerAsync(context))
            {
                return;
            }
        }

        await answer(context);
    };
}
