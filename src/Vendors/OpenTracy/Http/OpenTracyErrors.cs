using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Query.Http;

namespace Tracehouse.Vendors.OpenTracy.Http;

/// <summary>Failed answers as our API has them, with the reason once more under <c>detail</c>, where OpenTracy's clients look for it.</summary>
internal static class OpenTracyErrors
{
    private const int RetryAfterSeconds = 2;
    private static readonly string[] Paths = ["/v1/traces/import", "/v1/stats", "/v1/datasets", "/analytics"];

    /// <summary>Whether a path is one of OpenTracy's alone.</summary>
    public static bool Owns(PathString path) => Paths.Any(own => path.StartsWithSegments(own));

    /// <summary>An answer with this body.</summary>
    public static IResult Answer(int status, string code, string message) =>
        Results.Json(new OpenTracyError(new ApiErrorBody(code, message), message), OpenTracyHttpJson.Default.OpenTracyError, statusCode: status);

    /// <summary>A parameter or field is not as it must be.</summary>
    public static IResult Refuse(string fault) => Answer(StatusCodes.Status400BadRequest, ApiError.InvalidRequest, fault);

    /// <summary>There is no such thing in the project of the caller.</summary>
    public static IResult NotFound(string what) => Answer(StatusCodes.Status404NotFound, ApiError.NotFound, what);

    /// <summary>Not now; sending it again later may help.</summary>
    public static IResult Busy(HttpContext context, string code, string message)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return Answer(StatusCodes.Status503ServiceUnavailable, code, message);
    }

    /// <summary>Answers a request that may not come in.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string message) =>
        Answer(status, status == StatusCodes.Status401Unauthorized ? "invalid_api_key" : "forbidden", message).ExecuteAsync(context);
}

/// <summary>The body of a failed answer.</summary>
internal sealed record OpenTracyError([property: JsonPropertyName("error")] ApiErrorBody Error, [property: JsonPropertyName("detail")] string Detail);

[JsonSerializable(typeof(OpenTracyError))]
internal sealed partial class OpenTracyHttpJson : JsonSerializerContext;
