using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tracehouse.Ui.Assets;

/// <summary><c>GET /ui/assets/{version}/{name}</c>.</summary>
internal static class AssetsEndpoint
{
    private const string KeepForEver = "public, max-age=31536000, immutable";

    public static void MapAssets(this IEndpointRouteBuilder routes) => routes.MapGet(AssetCatalog.Root + "/{version}/{name}", Get);

    private static IResult Get(string version, string name, HttpContext context, AssetCatalog catalog)
    {
        if (catalog.Find(name) is not { } asset)
        {
            return Results.NotFound();
        }

        // An old page may ask for the files of a former version; it gets today's, but must not keep them.
        context.Response.Headers.CacheControl = version == catalog.Version ? KeepForEver : "no-store";
        context.Response.Headers.Vary = "Accept-Encoding";
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        if (accepted.Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "br";
            return Results.Bytes(asset.Brotli, asset.ContentType);
        }

        if (accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return Results.Bytes(asset.Gzip, asset.ContentType);
        }

        return Results.Bytes(asset.Plain, asset.ContentType);
    }
}
