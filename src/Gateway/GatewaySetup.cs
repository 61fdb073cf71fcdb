using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Administration;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Catalogue;
using Tracehouse.Gateway.CrossOrigin;
using Tracehouse.Gateway.Extras;
using Tracehouse.Gateway.Forwarding;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Metrics;
using Tracehouse.Gateway.Pricing;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Secrets;
using Tracehouse.Gateway.Translation;
using Tracehouse.Records;

namespace Tracehouse.Gateway;

/// <summary>Puts the gateway together.</summary>
public static class GatewaySetup
{
    /// <summary>Adds the gateway. The host must add an <c>IRecordSink</c> and <c>IDocuments</c>, and may add an <c>ISpendHistory</c>. Wrong settings stop the host from starting.</summary>
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
        AddKeys(services, configuration);
        services.AddPricing(configuration);
        services.AddSingleton(provider => new PriceNames(
            [.. BuiltInProvider.All.Select(builtIn => (builtIn.Name, builtIn.PriceName)), .. provider.GetRequiredService<ProviderTable>().All.Select(own => (own.Name, own.PriceName))],
            (name, model, answered) => provider.GetRequiredService<ProviderTable>().Find(name)?.NamesToPrice(model, answered) ?? [model]));
        services.AddSingleton<ProviderTable>();
        services.AddSingleton<ModelRouter>();
        services.AddSingleton<AliasTable>();
        services.AddSingleton<AliasBook>();
        services.AddSingleton<IAliasBook>(provider => provider.GetRequiredService<AliasBook>());
        services.AddSingleton<AliasesEndpoint>();
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

    /// <summary>Maps what manages keys, for a door that has found out who calls.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<AdminEndpoint>();
        foreach (var path in new[] { "/v1/config/keys/{**rest}", "/v1/config/reload", "/v1/secrets/{**rest}", "/v1/keys/{**rest}" })
        {
            routes.Map(path, endpoint.AnswerAsync);
        }
    }

    /// <summary>Maps what manages aliases, for a door that has found out who calls.</summary>
    public static void MapAliases(this IEndpointRouteBuilder routes) => routes.Map("/v1/aliases/{name?}", routes.ServiceProvider.GetRequiredService<AliasesEndpoint>().AnswerAsync);

    private static void AddKeys(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Keys");
        services.AddOptions<KeysOptions>().Configure(keys =>
        {
            keys.Required = section.GetValue("Required", keys.Required);
            keys.CountMax = section.GetValue("CountMax", keys.CountMax);
            keys.ReadFixed(section);
        }).ValidateOnStart();
        services.AddOptions<SecretsOptions>().Bind(section).PostConfigure(secrets => secrets.MasterKeyFile = secrets.MasterKeyFile.Length > 0
            ? secrets.MasterKeyFile
            : Path.Combine(configuration["Data:Directory"] ?? "tracehouse-data", "master.key")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsValidator>();
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>();
        services.AddSingleton<MasterKey>();
        services.AddSingleton<KeyCipher>();
        services.AddSingleton<ProviderKeys>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeyMeters>();
        services.AddSingleton<KeyGate>();
        services.AddSingleton<Admission>();
        services.AddHostedService<SpendRestore>();
        services.AddSingleton<ProviderBook>();
        services.AddSingleton<KeyBook>();
        services.AddSingleton<AdminEndpoint>();
    }
    /// <summary>Maps the REST routes of prices, which belong behind the door of the API.</summary>
    public static void MapPrices(this IEndpointRouteBuilder routes) => PricesEndpoints.MapPrices(routes);

    private static void WriteHealthy(Utf8JsonWriter json) => json.WriteString("status"u8, "healthy"u8);
}
