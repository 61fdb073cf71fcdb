using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Mirroring.Sending;

namespace Tracehouse.Ingest.Mirroring;

/// <summary>Puts together what sends to other systems.</summary>
internal static class MirroringSetup
{
    public static IServiceCollection AddMirroring(this IServiceCollection services, IConfiguration configuration)
    {
        var privacy = configuration.GetSection("Privacy");
        services.AddOptions<MirrorsOptions>().Configure(options =>
        {
            options.Mirrors = configuration.GetSection(MirrorOptions.Section).Get<Dictionary<string, MirrorOptions>>() ?? [];
            options.MaySendBodies = privacy.GetValue("Content", true) && !privacy.GetValue("Redact", false) && !privacy.GetSection("Patterns").GetChildren().Any();
        }).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MirrorsOptions>, MirrorOptionsValidator>();
        services.AddSingleton<Mirrors>();
        services.AddHostedService(provider => provider.GetRequiredService<Mirrors>());
        return services;
    }
}
