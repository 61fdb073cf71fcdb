using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Translation;

/// <summary>Puts the translation of formats together.</summary>
internal static class TranslationSetup
{
    /// <summary>Adds its limits; the providers that need it bring it along.</summary>
    public static void AddTranslation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TranslationOptions>().Bind(configuration.GetSection("Gateway")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TranslationOptions>, TranslationOptionsValidator>();
    }
}
