using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Secrets;

/// <summary>Puts the keys of providers together.</summary>
internal static class SecretsSetup
{
    /// <summary>Adds them, and the cipher that they are kept under. The host must add <c>IDocuments</c>.</summary>
    public static void AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecretsOptions>().Bind(configuration.GetSection("Keys"))
            .PostConfigure(secrets => secrets.MasterKeyFile = secrets.MasterKeyFile.Length > 0 ? secrets.MasterKeyFile : Path.Combine(configuration["Data:Directory"] ?? "tracehouse-data", "master.key"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>();
        services.AddSingleton<MasterKey>();
        services.AddSingleton<KeyCipher>();
        services.AddSingleton<ProviderKeys>();
    }
}
