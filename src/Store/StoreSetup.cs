using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Documents;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Entities;
using Tracehouse.Store.Knowledge;
using Tracehouse.Store.Parts;
using Tracehouse.Store.Removal;
using Tracehouse.Store.Repricing;
using Tracehouse.Store.Schema;
using Tracehouse.Store.Spool;
using Tracehouse.Store.Traces;

namespace Tracehouse.Store;

/// <summary>Puts the store together.</summary>
public static class StoreSetup
{
    /// <summary>Adds the spool, the drain, the documents and the link. A <see cref="ClickHouseAddress"/> must be registered by the caller, who knows where the engine is, an <c>IPriceBook</c> and an <c>ISpanAssembly</c>.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ClickHouseOptions>().Bind(configuration.GetSection("ClickHouse")).ValidateOnStart();
        services.AddOptions<SpoolOptions>().Bind(configuration.GetSection("Spool"))
            .PostConfigure(spool => spool.Directory = Under(spool.Directory, configuration, "spool")).ValidateOnStart();
        services.AddOptions<DrainOptions>().Bind(configuration.GetSection("Drain")).ValidateOnStart();
        services.AddOptions<DocumentsOptions>().Bind(configuration.GetSection("Documents"))
            .PostConfigure(documents => documents.File = Under(documents.File, configuration, "documents.json")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClickHouseOptions>, ClickHouseOptionsValidator>();
        services.AddSingleton<IValidateOptions<SpoolOptions>, SpoolOptionsValidator>();
        services.AddSingleton<IValidateOptions<DrainOptions>, DrainOptionsValidator>();
        services.AddSingleton<IValidateOptions<DocumentsOptions>, DocumentsOptionsValidator>();

        services.AddOptions<RepricingOptions>().Bind(configuration.GetSection("Repricing")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RepricingOptions>, RepricingOptionsValidator>();
        services.AddSingleton<RepriceTraces>();

        services.AddOptions<TraceOptions>().Bind(configuration.GetSection("Traces")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TraceOptions>, TraceOptionsValidator>();
        services.AddSingleton<DeriveTraces>();
        services.AddSingleton<DerivePast>();

        services.AddSingleton<ClickHouseLink>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<StoreState>();
        services.AddSingleton<RecordSpool>();
        services.AddOptions<PartOptions>().Bind(configuration.GetSection("Parts")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PartOptions>, PartOptionsValidator>();
        services.AddOptions<EntityOptions>().Bind(configuration.GetSection("Entities")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<EntityOptions>, EntityOptionsValidator>();
        services.AddSingleton<IEntities, EntityStore>();
        services.AddSingleton<IKnowledge, KnowledgeStore>();
        services.AddSingleton<IRemoval, RemoveRecords>();
        services.AddSingleton<SpoolDrain>();
        services.AddSingleton<ReadBarrier>();
        services.AddSingleton<IRecordSink>(provider => provider.GetRequiredService<IOptions<ClickHouseOptions>>().Value.Enabled
            ? provider.GetRequiredService<RecordSpool>()
            : new DiscardingSink());
        services.AddSingleton<DocumentTable>();
        services.AddSingleton<DocumentSnapshot>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<DocumentsAtStart>();
        services.AddSingleton<IDocuments>(provider => provider.GetRequiredService<DocumentStore>());
        services.AddHostedService(provider => provider.GetRequiredService<SpoolDrain>());
        services.AddHostedService<DocumentRefresh>();
        return services;
    }

    /// <summary>Learns the documents of a ClickHouse server before anything is served. Null when they are known; else why they cannot be.</summary>
    public static Task<string?> LearnDocumentsAsync(this IServiceProvider services, CancellationToken stop) =>
        services.GetRequiredService<DocumentsAtStart>().LearnAsync(stop);

    private static string Under(string chosen, IConfiguration configuration, string name) =>
        chosen.Length > 0 ? chosen : Path.Combine(configuration["Data:Directory"] ?? "tracehouse-data", name);
}
