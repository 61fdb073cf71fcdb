using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Failed answers in Langfuse's words: <c>{message, error}</c>, and the status that its clients expect.</summary>
internal static class Refuse
{
    private const string RetryAfterSeconds = "2";

    /// <summary>The request cannot be understood or may not be so; 400.</summary>
    public static IResult Invalid(string message) => Answer(StatusCodes.Status400BadRequest, message, "InvalidRequestError");

    /// <summary>A field is missing or of the wrong type; 400.</summary>
    public static IResult InvalidField(string field, string message) => Answer(StatusCodes.Status400BadRequest, "Invalid request data", Issues(field, message));

    /// <summary>Nothing is there, or it belongs to somebody else; 404.</summary>
    public static IResult NotFound(string message) => Answer(StatusCodes.Status404NotFound, message, "LangfuseNotFoundError");

    /// <summary>This cannot be asked of that path; 405.</summary>
    public static IResult NotAllowed() => Answer(StatusCodes.Status405MethodNotAllowed, "Method not allowed", "MethodNotAllowedError");

    /// <summary>The key may not do this; 403.</summary>
    public static IResult Forbidden(string message) => Answer(StatusCodes.Status403Forbidden, message, "ForbiddenError");

    /// <summary>There is one already; 409.</summary>
    public static IResult Conflict(string message) => Answer(StatusCodes.Status409Conflict, message, "LangfuseConflictError");

    /// <summary>The body is larger than the setting allows; 413.</summary>
    public static IResult TooLarge(string message) => Answer(StatusCodes.Status413PayloadTooLarge, message, "PayloadTooLargeError");

    /// <summary>The store refused; 500.</summary>
    public static IResult Failed(string message) => Answer(StatusCodes.Status500InternalServerError, message, "InternalServerError");

    /// <summary>Langfuse has this and we do not; 501, so that nobody takes it for done.</summary>
    public static IResult NotOffered(string message) => Answer(StatusCodes.Status501NotImplemented, message, "NotImplementedError");

    /// <summary>Nothing can be kept or read now; 503, to be tried again.</summary>
    public static IResult Unavailable(HttpContext context, string message)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Answer(StatusCodes.Status503ServiceUnavailable, message, "ServiceUnavailableError");
    }

    /// <summary>What is wrong with one field, as a list of issues.</summary>
    public static JsonArray Issues(string field, string message) =>
        [new JsonObject { ["code"] = "custom", ["path"] = new JsonArray([.. field.Split('.').Select(step => (JsonNode)step)]), ["message"] = message }];

    private static IResult Answer(int status, string message, JsonNode error) =>
        Results.Json(new LangfuseError(message, error), LangfuseErrorJson.Readable.LangfuseError, statusCode: status);
}
