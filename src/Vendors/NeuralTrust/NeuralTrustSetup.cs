using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>Puts together NeuralTrust's API.</summary>
internal static class NeuralTrustSetup
{
    public static IServiceCollection AddNeuralTrust(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NeuralTrustOptions>().Bind(configuration.GetSection(NeuralTrustOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NeuralTrustOptions>, NeuralTrustOptionsValidator>();
        services.AddSingleton<TraceEndpoint>();
        return services;
    }

    public static void MapNeuralTrust(this IEndpointRouteBuilder routes)
    {
        RequestDelegate answer = routes.ServiceProvider.GetRequiredService<TraceEndpoint>().AnswerAsync;
        routes.MapPost(TraceEndpoint.Path, answer);
    }
}
