using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Http;

/// <summary>Turns the failures of the store into answers, once for all endpoints.</summary>
public sealed partial class StoreFailureFilter(ILogger<StoreFailureFilter> log) : IEndpointFilter
{
    private const string RetryAfterSeconds = "2";

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException cause)
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return ApiError.Answer(StatusCodes.Status503ServiceUnavailable, ApiError.ClickHouseDown, cause.Message);
        }
        catch (ClickHouseException cause)
        {
            LogRefused(log, cause.Code, cause.Message);
            return ApiError.Answer(StatusCodes.Status500InternalServerError, ApiError.QueryFailed,
                $"ClickHouse refused the question with code {cause.Code}; the server's log has the details.");
        }
    }

    [LoggerMessage(LogLevel.Error, "ClickHouse refused a question with code {Code}: {Reason}")]
    private static partial void LogRefused(ILogger log, int code, string reason);
}
