using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Otlp.Transport;

namespace Tracehouse.Vendors.OpenTracy.Importing;

/// <summary>Puts together what takes traces of OpenTracy.</summary>
internal static class ImportingSetup
{
    public static IServiceCollection AddImporting(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ImportOptions>().Bind(configuration.GetSection(ImportOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ImportOptions>, ImportOptionsValidator>();
        services.AddSingleton<TraceImport>();
        services.AddSingleton<IOtherTraces>(provider => provider.GetRequiredService<TraceImport>());
        return services;
    }

    /// <summary>Maps what has a path of its own; what shares one with OpenTelemetry is found there.</summary>
    public static void MapImporting(this IEndpointRouteBuilder routes)
    {
        RequestDelegate import = routes.ServiceProvider.GetRequiredService<TraceImport>().AnswerAsync;
        routes.MapPost("/v1/traces/import", import);
    }
}
