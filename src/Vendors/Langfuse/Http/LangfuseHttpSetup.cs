using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Puts together what all of Langfuse's routes share.</summary>
internal static class LangfuseHttpSetup
{
    public static IServiceCollection AddLangfuseHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LangfuseOptions>().Bind(configuration.GetSection(LangfuseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LangfuseOptions>, LangfuseOptionsValidator>();
        return services;
    }

    /// <summary>Comes before keys are asked for, so that a refusal can be read by pages too.</summary>
    public static void UseLangfuse(this IApplicationBuilder app) => app.Use(LangfuseDoor.AnswerAsync);
}
