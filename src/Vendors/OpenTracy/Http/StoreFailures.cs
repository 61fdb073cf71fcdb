using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracehouse.Query.Http;
using Tracehouse.Records;

namespace Tracehouse.Vendors.OpenTracy.Http;

/// <summary>Tells OpenTracy's clients that the store is away, in their words.</summary>
internal sealed partial class StoreFailures(ILogger<StoreFailures> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException cause)
        {
            return OpenTracyErrors.Busy(context.HttpContext, ApiError.ClickHouseDown, cause.Message);
        }
        catch (Exception cause) when (StoreFailure.IsRefusal(cause, out _))
        {
            LogRefused(log, cause.Message);
            return OpenTracyErrors.Answer(StatusCodes.Status500InternalServerError, ApiError.QueryFailed, "ClickHouse refused the question; the server's log has the details.");
        }
    }

    [LoggerMessage(LogLevel.Error, "ClickHouse refused a question: {Reason}")]
    private static partial void LogRefused(ILogger log, string reason);
}
