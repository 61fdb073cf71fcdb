using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Vendors.Http;
using Tracehouse.Vendors.Langfuse.Http;
using Tracehouse.Vendors.Langfuse.Ingestion;
using Tracehouse.Vendors.Langfuse.Library;
using Tracehouse.Vendors.Langfuse.Media;
using Tracehouse.Vendors.Langfuse.Projects;
using Tracehouse.Vendors.Langfuse.Reading;
using Tracehouse.Vendors.Langfuse.Scores;
using Tracehouse.Vendors.NeuralTrust;
using Tracehouse.Vendors.OpenTracy;
using Tracehouse.Vendors.Opper;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors;

/// <summary>Puts together the APIs of other systems, whose clients work here by another base URL.</summary>
public static class VendorsSetup
{
    /// <summary>Adds them. Store, ingest and questions must have been added.</summary>
    public static IServiceCollection AddVendors(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLangfuseHttp(configuration);
        services.AddLangfuseScores();
        services.AddLangfuseMedia();
        services.AddLangfuseIngestion();
        services.AddLangfuseReading(configuration);
        services.AddLangfuseLibrary(configuration);
        services.AddOpper(configuration);
        services.AddNeuralTrust(configuration);
        services.AddOpenTracy(configuration);
        return services;
    }

    /// <summary>What their answers have in common. It comes before keys are asked for.</summary>
    public static void UseVendors(this IApplicationBuilder app) => app.UseLangfuse();

    /// <summary>Whether pages of any site may ask, given that they show a key of their own: they are never answered for a cookie.</summary>
    public static bool IsForAnyOrigin(this HttpRequest request) => request.Path.StartsWithSegments(LangfuseDoor.Path);

    /// <summary>Whether a path needs no key: what says that the server lives, and files under addresses that were signed.</summary>
    public static bool IsOpenOfVendors(this PathString path) => LangfuseDoor.IsOpen(path);

    /// <summary>Whether the public half of a key is enough for a request, which is then told to do no more than that allows.</summary>
    public static bool IsForPublicKeys(this HttpContext context) => PublicKeyOnly.TryMark(context);

    /// <summary>Maps their routes.</summary>
    public static void MapVendors(this IEndpointRouteBuilder routes)
    {
        routes.MapLangfuseProjects();
        routes.MapLangfuseScores();
        routes.MapLangfuseMedia();
        routes.MapLangfuseIngestion();
        routes.MapLangfuseReading();
        routes.MapLangfuseLibrary();
        routes.MapOpper();
        routes.MapNeuralTrust();
        routes.MapOpenTracy();
    }

    /// <summary>Refuses a request in the words of the system whose path it asks for; null when that is none of them.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">401 or 403.</param>
    /// <param name="message">Why.</param>
    public static Task? RefuseAsVendor(this HttpContext context, int status, string message) => Refusals.Find(context.Request)?.Invoke(context, status, message);

    /// <summary>Whether whoever may only call models may ask this too: to call one in the way of another system, or to tell of its calls.</summary>
    public static bool IsCallOfVendor(this HttpContext context) => OpperCalls.Are(context.Request);
}
