using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Catalogue;
using Tracehouse.Gateway.CrossOrigin;
using Tracehouse.Gateway.Extras;
using Tracehouse.Gateway.Forwarding;
using Tracehouse.Gateway.Metrics;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Translation;

namespace Tracehouse.Gateway;

/// <summary>Puts the gateway together.</summary>
public static class GatewaySetup
{
    /// <summary>Adds the gateway. The host must add an <c>IRecordSink</c> and <c>IDocuments</c>. Wrong settings stop the host from starting.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Gateway");
        services.AddOptions<ForwardingOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<CaptureOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<ExtrasOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<CacheOptions>().Bind(configuration.GetSection("Cache")).ValidateOnStart();
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection("Metrics")).ValidateOnStart();
        services.AddOptions<CrossOriginOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<UpstreamOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<TranslationOptions>().Bind(section).ValidateOnStart();
        services.AddOptions<ProvidersOptions>()
            .Bind(configuration.GetSection("Providers"))
            .Configure(options => options.AddEnvironment(name => configuration[name] ?? Environment.GetEnvironmentVariable(name)))
            .ValidateOnStart();
        services.AddOptions<ResilienceOptions>().Bind(configuration.GetSection("Resilience")).ValidateOnStart();
        services.AddOptions<AliasesOptions>().Bind(configuration.GetSection("Aliases")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ResilienceOptions>, ResilienceOptionsValidator>();
        services.AddSingleton<IValidateOptions<AliasesOptions>, AliasesOptionsValidator>();
        services.AddOptions<PrivacyOptions>().Bind(configuration.GetSection("Privacy")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PrivacyOptions>, PrivacyOptionsValidator>();
        services.AddSingleton<IValidateOptions<ForwardingOptions>, ForwardingOptionsValidator>();
        services.AddSingleton<IValidateOptions<ExtrasOptions>, ExtrasOptionsValidator>();
        services.AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>();
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>();
        services.AddSingleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>();
        services.AddSingleton<IValidateOptions<CaptureOptions>, CaptureOptionsValidator>();
        services.AddSingleton<IValidateOptions<UpstreamOptions>, UpstreamOptionsValidator>();
        services.AddSingleton<IValidateOptions<TranslationOptions>, TranslationOptionsValidator>();
        services.AddSingleton<IValidateOptions<ProvidersOptions>, ProvidersOptionsValidator>();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.AddSingleton(_ => PriceTable.Load());
        services.AddSingleton<ProviderTable>();
        services.AddSingleton<ModelRouter>();
        services.AddSingleton<AliasTable>();
        services.AddSingleton<TargetOrder>();
        services.AddSingleton<AliasPlan>();
        services.AddSingleton<ModelList>();
        services.AddSingleton<RecordPrivacy>();
        services.AddSingleton<CallPrices>();
        services.AddSingleton<CallMetrics>();
        services.AddSingleton<OpenTracyEndpoints>();
        services.AddSingleton<CallerContext>();
        services.AddSingleton<CallRecorder>();
        services.AddSingleton<AnswerExtras>();
        services.AddSingleton<FailureWords>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton<CallRouter>();
        services.AddSingleton<UpstreamSender>();
        services.AddSingleton<AnswerHead>();
        services.AddSingleton<UpstreamTries>();
        services.AddSingleton<CallLog>();
        services.AddSingleton<ResponseCache>();
        services.AddSingleton<CacheTurns>();
        services.AddSingleton<CacheLookup>();
        services.AddSingleton<AnswerHolder>();
        services.AddSingleton<AnswerRelay>();
        services.AddSingleton<Forwarder>();
        return services;
    }

    /// <summary>Answers every request that comes this way as the gateway.</summary>
    /// <param name="app">The branch of the pipeline that is the gateway's.</param>
    /// <param name="writeHealth">Writes the properties of the answer to <c>GET /health</c>; by default <c>"status":"healthy"</c>.</param>
    public static void MapGateway(this IApplicationBuilder app, Action<Utf8JsonWriter>? writeHealth = null)
    {
        var endpoint = ActivatorUtilities.CreateInstance<GatewayEndpoint>(app.ApplicationServices, writeHealth ?? WriteHealthy);
        if (app.ApplicationServices.GetRequiredService<IOptions<CrossOriginOptions>>().Value.ToSet() is { Count: > 0 } origins)
        {
            app.Use(new CrossOriginAnswers(origins).AnswerAsync);
        }

        app.Use(TraceLevelHeader.RefuseUnknownAsync);
        app.Run(endpoint.AnswerAsync);
    }

    private static void WriteHealthy(Utf8JsonWriter json) => json.WriteString("status"u8, "healthy"u8);
}
