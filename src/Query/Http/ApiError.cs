using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Query.Http;

/// <summary>The body of every failed answer: <c>{"error": {"code": ..., "message": ...}}</c>.</summary>
public sealed record ApiError([property: JsonPropertyName("error")] ApiErrorBody Error)
{
    /// <summary>A parameter is unknown, missing or out of range; 400.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>The store is down or off; 503.</summary>
    public const string ClickHouseDown = "clickhouse_down";

    /// <summary>The store refused a question; 500.</summary>
    public const string QueryFailed = "query_failed";

    /// <summary>Nothing is at that path; 404.</summary>
    public const string NotFound = "not_found";

    /// <summary>A parameter is not as it must be; 400.</summary>
    public static IResult Refuse(string fault) => Answer(StatusCodes.Status400BadRequest, InvalidRequest, fault);

    /// <summary>An answer with this body.</summary>
    public static IResult Answer(int status, string code, string message) =>
        Results.Json(new ApiError(new ApiErrorBody(code, message)), HttpJson.Default.ApiError, statusCode: status);
}

/// <summary>What went wrong.</summary>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Message">What was wrong and how to mend it, for people.</param>
public sealed record ApiErrorBody([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(ApiError))]
internal sealed partial class HttpJson : JsonSerializerContext;
