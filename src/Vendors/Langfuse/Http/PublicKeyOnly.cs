using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>A feature of requests that showed the public half of a key alone, as programs in browsers do: they may give scores, and nothing else.</summary>
internal sealed class PublicKeyOnly
{
    private static readonly PublicKeyOnly Mark = new();

    /// <summary>Marks a request that gives scores; false, and nothing marked, for any other.</summary>
    public static bool TryMark(HttpContext context)
    {
        var isForScores = HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value is "/api/public/ingestion" or "/api/public/scores";
        if (isForScores)
        {
            context.Features.Set(Mark);
        }

        return isForScores;
    }
}
