using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Puts the aliases together.</summary>
internal static class AliasesSetup
{
    private static readonly (string Method, string Path, string Summary)[] Routes =
    [
        ("GET", "/v1/aliases", "List aliases"),
        ("GET", "/v1/aliases/{name}", "Get an alias"),
        ("PUT", "/v1/aliases/{name}", "Make or change an alias"),
        ("DELETE", "/v1/aliases/{name}", "Remove an alias"),
    ];

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
    public static void MapAliases(this IEndpointRouteBuilder routes)
    {
        var endpoint = routes.ServiceProvider.GetRequiredService<AliasesEndpoint>();
        foreach (var (method, path, summary) in Routes)
        {
            routes.MapMethods(path, [method], (Delegate)endpoint.AnswerAsync).WithSummary(summary);
        }

        routes.Map("/v1/aliases/{name?}", endpoint.AnswerAsync).ExcludeFromDescription();
    }
}
