using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Caching;

/// <summary>Puts the response cache together.</summary>
internal static class CachingSetup
{
    /// <summary>Adds the answers in memory, and the turns of those who wait for one.</summary>
    public static void AddCaching(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CacheOptions>().Bind(configuration.GetSection("Cache")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CacheOptions>, CacheOptionsValidator>();
        services.AddSingleton<ResponseCache>();
        services.AddSingleton<CacheTurns>();
    }
}
