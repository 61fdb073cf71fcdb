using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Puts the aliases together.</summary>
internal static class AliasesSetup
{
    /// <summary>Adds aliases and the choice among their targets. Providers, prices and resilience must have been added, and by the host <c>IDocuments</c>.</summary>
    public static void AddAliases(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AliasesOptions>().Bind(configuration.GetSection("Aliases")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AliasesOptions>, AliasesOptionsValidator>();
        services.AddSingleton<AliasTable>();
        services.AddSingleton<AliasBook>();
        services.AddSingleton<IAliasBook>(provider => provider.GetRequiredService<AliasBook>());
        services.AddSingleton<AliasesEndpoint>();
        services.AddSingleton<TargetOrder>();
        services.AddSingleton<AliasPlan>();
    }

    /// <summary>Maps what manages them, for a door that has found out who calls.</summary>
    public static void MapAliases(this IEndpointRouteBuilder routes) => routes.Map("/v1/aliases/{name?}", routes.ServiceProvider.GetRequiredService<AliasesEndpoint>().AnswerAsync);
}
