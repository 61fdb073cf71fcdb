using Microsoft.AspNetCore.Http;

namespace Tracehouse.Query.Http;

/// <summary>Tells callers that the newest records may be missing in an answer.</summary>
internal static class Completeness
{
    public static void SayIfIncomplete(this HttpResponse response, bool isComplete)
    {
        if (!isComplete)
        {
            response.Headers["X-Tracehouse-Incomplete"] = "true";
        }
    }
}
