using System.Buffers.Binary;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracehouse.Ingest.Otlp.Decoding;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>
/// OTLP over gRPC (grpc.io, "gRPC over HTTP2"): one method of each service, one message each way, framed by hand. A message is a byte that says
/// whether it is compressed, four bytes of length, and the message; the outcome stands in the trailers.
/// </summary>
internal sealed class GrpcExports(Exports exports)
{
    private const int FrameHeadBytes = 5;
    private const string ContentType = "application/grpc";

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.ContentType?.StartsWith(ContentType, StringComparison.Ordinal) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = ContentType;
        context.Response.Headers["grpc-accept-encoding"] = CompressionName.All.Replace(" ", "");
        if (SignalOf(context.Request.Path) is not { } signal)
        {
            End(context, GrpcStatus.Unimplemented, "There is only Export of the services of OTLP's traces, logs and metrics.");
        }
        else if (!CompressionName.TryParse(context.Request.Headers["grpc-encoding"], out var compression))
        {
            End(context, GrpcStatus.Unimplemented, $"Messages may be compressed by one of {CompressionName.All}.");
        }
        else
        {
            var answer = await TakeAsync(context, signal, compression);
            if (answer.Result == ExportResult.Kept)
            {
                await WriteMessageAsync(context, AnswerBody.OfExport(answer, signal, OtlpFormat.Protobuf));
            }

            if (answer.Result == ExportResult.Busy)
            {
                context.Response.AppendTrailer("grpc-status-details-bin", Convert.ToBase64String(AnswerBody.OfRetry(GrpcStatus.Unavailable, answer.Reason, Exports.RetryAfterSeconds)));
            }

            End(context, GrpcStatus.Of(answer.Result), answer.Result == ExportResult.Kept ? "" : answer.Reason);
        }
    }

    /// <summary>Answers one that is not let in.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.ContentType = ContentType;
        End(context, status == StatusCodes.Status401Unauthorized ? GrpcStatus.Unauthenticated : GrpcStatus.PermissionDenied, message);
        return Task.CompletedTask;
    }

    private async Task<ExportAnswer> TakeAsync(HttpContext context, OtlpSignal signal, Compression compression)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        using var body = exports.Rent();
        var fault = await body.FillAsync(context.Request.Body, context.Request.ContentLength, context.RequestAborted);
        if (fault != ReadFault.None)
        {
            return exports.AnswerTo(fault);
        }

        var frame = body.Memory;
        if (frame.Length < FrameHeadBytes || BinaryPrimitives.ReadUInt32BigEndian(frame.Span[1..]) != frame.Length - FrameHeadBytes || frame.Span[0] > 1)
        {
            return new ExportAnswer(ExportResult.Malformed, "The request is not one whole message of gRPC.");
        }

        var request = new ExportRequest(signal, OtlpFormat.Protobuf, frame.Span[0] == 1 ? compression : Compression.None);
        return await exports.TakeAsync(Exports.ProjectOf(context), request, frame[FrameHeadBytes..], context.RequestAborted);
    }

    private static async Task WriteMessageAsync(HttpContext context, byte[] message)
    {
        var frame = new byte[FrameHeadBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, FrameHeadBytes);
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
    }

    private static void End(HttpContext context, int status, string message)
    {
        context.Response.AppendTrailer("grpc-status", status.ToString(CultureInfo.InvariantCulture));
        if (message.Length > 0)
        {
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
        }
    }

    private static OtlpSignal? SignalOf(PathString path) => path.Value switch
    {
        "/opentelemetry.proto.collector.trace.v1.TraceService/Export" => OtlpSignal.Traces,
        "/opentelemetry.proto.collector.logs.v1.LogsService/Export" => OtlpSignal.Logs,
        "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export" => OtlpSignal.Metrics,
        _ => null,
    };
}
