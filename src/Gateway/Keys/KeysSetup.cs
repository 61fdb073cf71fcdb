using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Keys;

/// <summary>Puts the keys of callers together.</summary>
internal static class KeysSetup
{
    /// <summary>Adds the keys, their limits, and what they have spent. The host must add <c>IDocuments</c>, and may add an <c>ISpendHistory</c>.</summary>
    public static void AddKeys(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Keys");
        services.AddOptions<KeysOptions>().Configure(keys =>
        {
            keys.Required = section.GetValue("Required", keys.Required);
            keys.CountMax = section.GetValue("CountMax", keys.CountMax);
            keys.ReadFixed(section);
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeysOptions>, KeysOptionsValidator>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeyMeters>();
        services.AddSingleton<KeyGate>();
        services.AddSingleton<Admission>();
        services.AddHostedService<SpendRestore>();
    }
}
