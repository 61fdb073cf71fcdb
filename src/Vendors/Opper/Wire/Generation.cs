using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>The three shapes that Opper's API has had.</summary>
internal enum Generation
{
    V1,
    V2,
    V3,
}

/// <summary>Tells which one is asked for.</summary>
internal static class Generations
{
    /// <summary>Where all of them lie too, for whoever wants an address of its own.</summary>
    public const string Prefix = "/opper";

    /// <summary>The header that the first of them has its key in.</summary>
    public const string KeyHeader = "X-OPPER-API-KEY";

    /// <summary>Null when the path is of none of them.</summary>
    public static Generation? Find(HttpRequest request)
    {
        var isOurs = request.Path.StartsWithSegments(Prefix, out var rest);
        var path = isOurs ? rest : request.Path;
        return path.StartsWithSegments("/v2") ? Generation.V2
            : path.StartsWithSegments("/v3") ? Generation.V3
            : isOurs || request.Headers.ContainsKey(KeyHeader) || IsOfFirst(path, request.Method) ? Generation.V1
            : null;
    }

    private static bool IsOfFirst(PathString path, string method) =>
        path.StartsWithSegments("/api/v1/functions") || path == "/v1/call" || path.StartsWithSegments("/v1/indexes")
        || (path.StartsWithSegments("/v1/spans") && !HttpMethods.IsGet(method));
}
