using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Turns what goes wrong beneath an endpoint into answers in Opper's shapes.</summary>
internal sealed partial class StoreFaults(ILogger<StoreFaults> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StoreUnavailableException cause)
        {
            return Answers.Unavailable(context.HttpContext, cause.Message);
        }
        catch (Exception cause) when (cause is not (OperationCanceledException or BadHttpRequestException) && !context.HttpContext.Response.HasStarted)
        {
            LogFailed(log, cause);
            return Answers.Fault(context.HttpContext, StatusCodes.Status500InternalServerError, "InternalServerError", "The server failed; its log has the details.");
        }
    }

    [LoggerMessage(LogLevel.Error, "A request of Opper's API failed")]
    private static partial void LogFailed(ILogger log, Exception cause);
}
