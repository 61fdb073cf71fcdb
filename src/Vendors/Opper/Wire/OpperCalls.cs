using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>What whoever may only call models may ask of Opper's API.</summary>
internal static class OpperCalls
{
    private static readonly string[] Paths = ["call", "chat", "openai", "embeddings", "spans"];

    public static bool Are(HttpRequest request)
    {
        if (Generations.Find(request) is null || !(HttpMethods.IsPost(request.Method) || HttpMethods.IsPatch(request.Method) || HttpMethods.IsPut(request.Method)))
        {
            return false;
        }

        var path = request.Path.StartsWithSegments(Generations.Prefix, out var rest) ? rest : request.Path;
        return path.Value!.Split('/') is [_, _, var resource, ..] && Paths.Contains(resource);
    }
}
