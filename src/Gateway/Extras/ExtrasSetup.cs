using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Extras;

/// <summary>Puts together what answers say beside the provider's own words.</summary>
internal static class ExtrasSetup
{
    /// <summary>Adds the properties at the end of an answer.</summary>
    public static void AddExtras(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ExtrasOptions>().Bind(configuration.GetSection("Gateway")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExtrasOptions>, ExtrasOptionsValidator>();
        services.AddSingleton<AnswerExtras>();
    }
}
