using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Metrics;

/// <summary>Puts the counts in memory together.</summary>
internal static class MetricsSetup
{
    /// <summary>Adds the counts of calls.</summary>
    public static void AddCallMetrics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection("Metrics")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricsOptions>, MetricsOptionsValidator>();
        services.AddSingleton<CallMetrics>();
    }
}
