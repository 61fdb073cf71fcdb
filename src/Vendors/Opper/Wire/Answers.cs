using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Answers as Opper's clients read them: always <c>application/json</c>, errors in the shape of each generation.</summary>
internal static class Answers
{
    private const string Json = "application/json";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Ok(JsonNode body) => Results.Text(Text(body), Json);

    public static IResult Created(JsonNode body) => Results.Text(Text(body), Json, statusCode: StatusCodes.Status201Created);

    public static IResult Gone() => Results.NoContent();

    /// <summary>One page of a list.</summary>
    public static IResult Page(IEnumerable<JsonNode> items, long total) =>
        Ok(new JsonObject { ["meta"] = new JsonObject { ["total_count"] = total }, ["data"] = new JsonArray([.. items]) });

    public static IResult Invalid(HttpContext context, string message) => Fault(context, StatusCodes.Status400BadRequest, "BadRequestError", message);

    public static IResult NotFound(HttpContext context, string what, string id) =>
        Fault(context, StatusCodes.Status404NotFound, "NotFoundError", $"There is no {what} '{id}' in this project.");

    public static IResult Conflict(HttpContext context, string message) => Fault(context, StatusCodes.Status409Conflict, "ConflictError", message);

    public static IResult NotOffered(HttpContext context, string message) => Fault(context, StatusCodes.Status400BadRequest, "NotSupportedError", message);

    public static IResult Unavailable(HttpContext context, string message)
    {
        context.Response.Headers.RetryAfter = "2";
        return Fault(context, StatusCodes.Status503ServiceUnavailable, "ServiceUnavailableError", message);
    }

    public static IResult Fault(HttpContext context, int status, string type, string message) =>
        Results.Text(Text(Error(Generations.Find(context.Request) ?? Generation.V1, type, message)), Json, statusCode: status);

    public static JsonObject Error(Generation generation, string type, string message) => generation switch
    {
        Generation.V1 => new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["type"] = type, ["message"] = message, ["detail"] = message }) },
        Generation.V2 => new JsonObject { ["type"] = type, ["message"] = message, ["detail"] = message },
        _ => new JsonObject { ["error"] = new JsonObject { ["code"] = type, ["message"] = message } },
    };

    public static string Text(JsonNode body) => body.ToJsonString(Readable);

    /// <summary>A time as all clients read it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
