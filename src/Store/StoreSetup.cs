using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Schema;
using Tracehouse.Store.Spool;

namespace Tracehouse.Store;

/// <summary>Puts the store together.</summary>
public static class StoreSetup
{
    /// <summary>Adds the spool, the drain and the link. A <see cref="ClickHouseAddress"/> must be registered by the caller, who knows where the engine is.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ClickHouseOptions>().Bind(configuration.GetSection("ClickHouse")).ValidateOnStart();
        services.AddOptions<SpoolOptions>().Bind(configuration.GetSection("Spool"))
            .PostConfigure(spool => spool.Directory = DirectoryOf(spool, configuration)).ValidateOnStart();
        services.AddOptions<DrainOptions>().Bind(configuration.GetSection("Drain")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClickHouseOptions>, ClickHouseOptionsValidator>();
        services.AddSingleton<IValidateOptions<SpoolOptions>, SpoolOptionsValidator>();
        services.AddSingleton<IValidateOptions<DrainOptions>, DrainOptionsValidator>();

        services.AddSingleton<ClickHouseLink>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<StoreState>();
        services.AddSingleton<RecordSpool>();
        services.AddSingleton<SpoolDrain>();
        services.AddSingleton<ReadBarrier>();
        services.AddSingleton<IRecordSink>(provider => provider.GetRequiredService<IOptions<ClickHouseOptions>>().Value.Enabled
            ? provider.GetRequiredService<RecordSpool>()
            : new DiscardingSink());
        services.AddHostedService(provider => provider.GetRequiredService<SpoolDrain>());
        return services;
    }

    private static string DirectoryOf(SpoolOptions spool, IConfiguration configuration) =>
        spool.Directory.Length > 0 ? spool.Directory : Path.Combine(configuration["Data:Directory"] ?? "tracehouse-data", "spool");
}
