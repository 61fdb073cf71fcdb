using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Puts together what decides how much is kept.</summary>
internal static class PrivacySetup
{
    /// <summary>Adds the rules for what is kept of a call.</summary>
    public static void AddPrivacy(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PrivacyOptions>().Bind(configuration.GetSection("Privacy")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PrivacyOptions>, PrivacyOptionsValidator>();
        services.AddSingleton<RecordPrivacy>();
        services.AddSingleton<IRecordPrivacy>(provider => provider.GetRequiredService<RecordPrivacy>());
    }
}
