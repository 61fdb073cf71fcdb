using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Resilience;

/// <summary>Puts together how failures are met.</summary>
internal static class ResilienceSetup
{
    /// <summary>Adds the settings of retries and circuits.</summary>
    public static void AddResilience(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ResilienceOptions>().Bind(configuration.GetSection("Resilience")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ResilienceOptions>, ResilienceOptionsValidator>();
    }
}
