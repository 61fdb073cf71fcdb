using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Tracehouse.Ingest.Mirroring;
using Tracehouse.Ingest.Otlp.Decoding;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>OTLP over HTTP, with the statuses of its specification (opentelemetry.io, "OTLP/HTTP").</summary>
internal sealed class HttpExports(Exports exports)
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";

    /// <summary>Answers a request by its path; for a door that is for nothing else.</summary>
    public Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/v1/traces" => AnswerAsync(context, OtlpSignal.Traces),
        "/v1/logs" => AnswerAsync(context, OtlpSignal.Logs),
        "/v1/metrics" => AnswerAsync(context, OtlpSignal.Metrics),
        _ => RefuseAsync(context, StatusCodes.Status404NotFound, GrpcStatus.Unimplemented, "OTLP is at /v1/traces, /v1/logs and /v1/metrics.", OtlpFormat.Json),
    };

    public async Task AnswerAsync(HttpContext context, OtlpSignal signal)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, GrpcStatus.Unimplemented, "OTLP is sent with POST.", OtlpFormat.Json);
        }
        else if (FormatOf(context.Request) is not { } format)
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, GrpcStatus.InvalidArgument, $"OTLP's content type is {Protobuf} or {Json}.", OtlpFormat.Json);
        }
        else if (!CompressionName.TryParse(context.Request.Headers.ContentEncoding, out var compression))
        {
            context.Response.Headers.AcceptEncoding = CompressionName.All;
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, GrpcStatus.InvalidArgument, $"Content-Encoding must be one of {CompressionName.All}.", format);
        }
        else
        {
            await TellAsync(context, await TakeAsync(context, new ExportRequest(signal, format, compression, Mirrors.HasSent(context.Request))), signal, format);
        }
    }

    private async Task<ExportAnswer> TakeAsync(HttpContext context, ExportRequest request)
    {
        // The limit is counted here, so that the answer names its setting.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        using var body = exports.Rent();
        var fault = await body.FillAsync(context.Request.Body, context.Request.ContentLength, context.RequestAborted);
        return fault == ReadFault.None
            ? await exports.TakeAsync(Exports.ProjectOf(context), request, body.Memory, context.RequestAborted)
            : exports.AnswerTo(fault);
    }

    private static Task TellAsync(HttpContext context, ExportAnswer answer, OtlpSignal signal, OtlpFormat format)
    {
        if (answer.Result == ExportResult.Kept)
        {
            return WriteAsync(context, StatusCodes.Status200OK, AnswerBody.OfExport(answer, signal, format), format);
        }

        var status = answer.Result switch
        {
            ExportResult.Malformed => StatusCodes.Status400BadRequest,
            ExportResult.TooLarge => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status503ServiceUnavailable,
        };
        if (answer.Result == ExportResult.Busy)
        {
            context.Response.Headers.RetryAfter = Exports.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return RefuseAsync(context, status, GrpcStatus.Of(answer.Result), answer.Reason, format);
    }

    /// <summary>Answers one that is not let in, in the form of its request.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string message) => RefuseAsync(
        context, status, status == StatusCodes.Status401Unauthorized ? GrpcStatus.Unauthenticated : GrpcStatus.PermissionDenied, message, FormatOf(context.Request) ?? OtlpFormat.Json);

    private static Task RefuseAsync(HttpContext context, int status, int code, string message, OtlpFormat format) =>
        WriteAsync(context, status, AnswerBody.OfFailure(code, message, format), format);

    private static async Task WriteAsync(HttpContext context, int status, byte[] body, OtlpFormat format)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = format == OtlpFormat.Json ? Json : Protobuf;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static OtlpFormat? FormatOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(Protobuf, StringComparison.OrdinalIgnoreCase) || type.MediaType.Equals("application/protobuf", StringComparison.OrdinalIgnoreCase) ? OtlpFormat.Protobuf
        : type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? OtlpFormat.Json
        : null;
}
