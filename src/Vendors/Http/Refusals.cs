using Microsoft.AspNetCore.Http;
using Tracehouse.Vendors.Opper.Wire;
using Tracehouse.Vendors.NeuralTrust;
using Tracehouse.Vendors.OpenTracy.Http;

namespace Tracehouse.Vendors.Http;

/// <summary>Answers a request that may not come in.</summary>
internal delegate Task Refusal(HttpContext context, int status, string message);

/// <summary>In whose words a request is refused that may not come in.</summary>
internal static class Refusals
{
    /// <summary>Null when the path is of none of these systems.</summary>
    public static Refusal? Find(HttpRequest request) =>
        request.Path.StartsWithSegments("/api/public") ? (context, status, message) => WriteAsync(context, status, new Dictionary<string, string> { ["message"] = message })
        : Generations.Find(request) is { } generation ? (context, status, message) => WriteAsync(context, status, Answers.Error(generation, status == 401 ? "UnauthorizedError" : "ForbiddenError", message))
        : request.Path == TraceEndpoint.Path ? TraceEndpoint.AnswerAsync
        : OpenTracyErrors.Owns(request.Path) ? OpenTracyErrors.RefuseAsync
        : null;

    private static Task WriteAsync<T>(HttpContext context, int status, T body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }
}
