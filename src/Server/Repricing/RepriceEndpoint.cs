using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;
using Tracehouse.Store.Draining;
using Tracehouse.Store.Repricing;

namespace Tracehouse.Server.Repricing;

/// <summary>
/// <c>POST /v1/prices/reprice</c>: prices past calls again, and answers a line of JSON for every step of the way. The last one says <c>"done": true</c>,
/// or is an error. Errors before the first line: 400 <c>invalid_request</c>, 503 <c>clickhouse_down</c>.
/// </summary>
internal static partial class RepriceEndpoint
{
    public static void MapRepricing(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/prices/reprice", AnswerAsync).WithSummary("Price past calls again");

    private static async Task AnswerAsync(HttpContext context, RepriceTraces reprice, ReadBarrier barrier, ILogger<RepriceTraces> log)
    {
        var stop = context.RequestAborted;
        if (context.Caller() is not { Role: KeyRole.Admin } caller)
        {
            await ApiError.Answer(StatusCodes.Status403Forbidden, "forbidden", "This needs a key with the role admin.").ExecuteAsync(context);
            return;
        }

        var (body, fault) = await ReadAsync(context.Request, stop);
        if (body is null || !body.TryRead(caller.Project, out var request, out fault))
        {
            await ApiError.Answer(StatusCodes.Status400BadRequest, ApiError.InvalidRequest, fault).ExecuteAsync(context);
            return;
        }

        try
        {
            var isComplete = await barrier.WaitAsync(stop);
            await foreach (var progress in reprice.RunAsync(request, stop))
            {
                context.Response.ContentType = "application/x-ndjson";
                await WriteAsync(context.Response, progress with { IsComplete = isComplete }, RepricingJson.Default.RepriceProgress, stop);
            }
        }
        catch (StoreUnavailableException cause)
        {
            await FailAsync(context, StatusCodes.Status503ServiceUnavailable, ApiError.ClickHouseDown, cause.Message);
        }
        catch (ClickHouseException cause)
        {
            LogRefused(log, cause.Code, cause.Message);
            await FailAsync(context, StatusCodes.Status500InternalServerError, ApiError.QueryFailed, $"ClickHouse refused with code {cause.Code}; the server's log has the details.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Who asked has gone; what was done stays done.
        }
    }

    private static async Task<(RepriceBody? Body, string Fault)> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            var body = request.ContentLength is 0 or null && !request.Headers.ContainsKey("Transfer-Encoding")
                ? new RepriceBody()
                : await JsonSerializer.DeserializeAsync(request.Body, RepricingJson.Default.RepriceBody, stop);
            return (body, "The body is null.");
        }
        catch (JsonException cause)
        {
            return (null, $"The body must be a JSON object with some of from, to, model, provider, only_unpriced and dry_run: {cause.Message}");
        }
    }

    private static Task FailAsync(HttpContext context, int status, string code, string message) => context.Response.HasStarted
        ? WriteAsync(context.Response, new ApiError(new ApiErrorBody(code, message)), RepricingJson.Default.ApiError, context.RequestAborted)
        : ApiError.Answer(status, code, message).ExecuteAsync(context);

    private static async Task WriteAsync<T>(HttpResponse response, T line, JsonTypeInfo<T> type, CancellationToken stop)
    {
        await response.Body.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(line, type), (byte)'\n'], stop);
        await response.Body.FlushAsync(stop);
    }

    [LoggerMessage(LogLevel.Error, "ClickHouse refused to price past calls again with code {Code}: {Reason}")]
    private static partial void LogRefused(ILogger log, int code, string reason);
}
