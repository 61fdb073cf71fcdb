using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Extras;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Tells the client of a failure, in whatever way its answer still allows.</summary>
internal static class FailureAnswer
{
    /// <summary>
    /// Writes an error as the answer; or as the last event of a stream; or breaks the connection off, so that half an answer is not taken for
    /// a whole.
    /// </summary>
    public static async ValueTask WriteAsync(Call call, HttpContext context, ForwardFailure? failure)
    {
        if (failure is null || failure.IsTold || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (!context.Response.HasStarted)
        {
            await WriteBodyAsync(call, context, failure);
        }
        else if (call.IsStream && context.Response.ContentLength is null)
        {
            await WriteEventAsync(call, context.Response, failure);
        }
        else
        {
            context.Abort();
        }
    }

    private static async ValueTask WriteBodyAsync(Call call, HttpContext context, ForwardFailure failure)
    {
        using var body = new PooledBytes();
        call.Dialect.WriteError(body, failure.ToOpenAiError());
        var response = context.Response;
        response.Clear();
        response.StatusCode = failure.HttpStatus;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        AnswerHeaders.Write(call, context);
        if (failure.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (failure.IsFinal)
        {
            response.Headers["x-should-retry"] = "false";
        }

        await response.BodyWriter.WriteAsync(body.Memory);
    }

    private static async ValueTask WriteEventAsync(Call call, HttpResponse response, ForwardFailure failure)
    {
        using var body = new PooledBytes();

        // Two line ends close whatever event the upstream left open.
        body.Write("\n\n"u8);
        if (!call.Dialect.ErrorEventName.IsEmpty)
        {
            body.Write("event: "u8);
            body.Write(call.Dialect.ErrorEventName);
            body.Write("\n"u8);
        }

        body.Write("data: "u8);
        call.Dialect.WriteError(body, failure.ToOpenAiError());
        body.Write("\n\n"u8);
        await response.BodyWriter.WriteAsync(body.Memory);
    }
}
