using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracehouse.Query.Http;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Turns the failures of the store into Langfuse's answers, once for all of its routes.</summary>
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
            return Refuse.Unavailable(context.HttpContext, cause.Message);
        }
        catch (Exception cause) when (StoreFailure.IsRefusal(cause, out var code))
        {
            LogRefused(log, code, cause.Message);
            return Refuse.Failed($"ClickHouse refused the question with code {code}; the server's log has the details.");
        }
    }

    [LoggerMessage(LogLevel.Error, "ClickHouse refused a question with code {Code}: {Reason}")]
    private static partial void LogRefused(ILogger log, int code, string reason);
}
