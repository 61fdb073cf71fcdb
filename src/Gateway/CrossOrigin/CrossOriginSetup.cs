using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.CrossOrigin;

/// <summary>Puts together what pages of other sites may do.</summary>
internal static class CrossOriginSetup
{
    /// <summary>Adds the origins that may call.</summary>
    public static void AddCrossOrigin(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CrossOriginOptions>().Bind(configuration.GetSection("Gateway")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CrossOriginOptions>, CrossOriginOptionsValidator>();
    }

    /// <summary>Lets pages of those origins call what follows.</summary>
    public static void UseCrossOrigin(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<CrossOriginOptions>>().Value.ToSet() is { Count: > 0 } origins)
        {
            app.Use(new CrossOriginAnswers(origins).AnswerAsync);
        }
    }
}
