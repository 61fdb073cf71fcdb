using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>Takes and gives the bytes of media, by addresses that were signed. What is given can run nothing in the name of our pages.</summary>
internal sealed class MediaFilesEndpoints(MediaEndpoints media, MediaFiles files, MediaAddress address)
{
    private static readonly string[] Shown = ["image/png", "image/jpeg", "image/jpg", "image/webp", "image/gif", "image/avif", "image/bmp", "application/pdf", "text/plain"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut(LangfuseDoor.Files + "/{id}", PutAsync).AddEndpointFilter<RouteHandlerBuilder, StoreFailures>().ExcludeFromDescription();
        routes.MapGet(LangfuseDoor.Files + "/{id}", GetAsync).AddEndpointFilter<RouteHandlerBuilder, StoreFailures>().ExcludeFromDescription();
    }

    private async Task<IResult> PutAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (await EntryOfAsync(context, id, stop) is not var (project, entry))
        {
            return Refuse.Forbidden("This address is not valid, or no longer. Ask for another with POST /api/public/media.");
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = entry.ContentLength;
        }

        try
        {
            return await files.TryKeepAsync(project, entry, context.Request.Body, stop)
                ? Results.Ok()
                : Refuse.Invalid($"These are not the {entry.ContentLength} bytes that were announced with their SHA-256.");
        }
        catch (BadHttpRequestException)
        {
            return Refuse.Invalid($"These are not the {entry.ContentLength} bytes that were announced with their SHA-256.");
        }
        catch (IOException)
        {
            return Refuse.Unavailable(context, "The disk refuses the file (Data:Directory). Try again later.");
        }
    }

    private async Task<IResult> GetAsync(HttpContext context, string id, CancellationToken stop)
    {
        if (await EntryOfAsync(context, id, stop) is not var (project, entry))
        {
            return Refuse.Forbidden("This address is not valid, or no longer. Ask for another with GET /api/public/media/{id}.");
        }

        if (files.Open(project, entry.Sha256) is not { } file)
        {
            return Refuse.NotFound($"The bytes of media '{id}' have not arrived.");
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, max-age=3600";
        return Results.File(file, entry.ContentType, IsShown(entry.ContentType) ? null : id, enableRangeProcessing: true);
    }

    private async Task<(ProjectId Project, MediaEntry Entry)?> EntryOfAsync(HttpContext context, string id, CancellationToken stop) =>
        address.IsValid(context.Request, id, out var project) && await media.FindAsync(project, id, stop) is { } entry ? (project, entry) : null;

    private static bool IsShown(string type) =>
        Shown.Contains(type, StringComparer.OrdinalIgnoreCase) || type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) || type.StartsWith("video/", StringComparison.OrdinalIgnoreCase);
}
