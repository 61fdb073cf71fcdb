using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Mirroring;
using Tracehouse.Ingest.Otlp.Decoding;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>
/// Takes the body of one export, whatever carried it: 1. decompresses it, 2. decodes it and hands on its items one by one, 3. waits until they are safe.
/// </summary>
internal sealed class Exports(SpanIntake intake, MemoryBudget budget, Mirrors mirrors, IOptions<OtlpOptions> options, TimeProvider time)
{
    /// <summary>When those should come back for whom there is no room.</summary>
    public const int RetryAfterSeconds = 1;

    private readonly OtlpOptions _options = options.Value;
    private readonly DecodeLimits _limits = new(options.Value.ValuesPerSpanMax, options.Value.ValueDepthMax);

    /// <summary>Whose spans a request brings, as the door has found out.</summary>
    public static ProjectId ProjectOf(HttpContext context) => (context.Features.Get<Caller>() ?? Caller.Anyone).Project;

    /// <summary>Memory for one body, which the caller disposes.</summary>
    public RequestBytes Rent() => new(budget, _options.BodyBytesMax);

    /// <summary>Why bytes could not be read, for the sender.</summary>
    public ExportAnswer AnswerTo(ReadFault fault) => fault switch
    {
        ReadFault.TooLarge => new(ExportResult.TooLarge, $"The request is larger than {_options.BodyBytesMax} bytes (Otlp:BodyBytesMax). Send smaller batches."),
        ReadFault.Busy => new(ExportResult.Busy, $"Other requests take all of the {_options.BodiesBytesMax} bytes there are for them (Otlp:BodiesBytesMax). Try again soon."),
        _ => new(ExportResult.Malformed, "The request is not compressed as it says."),
    };

    public async Task<ExportAnswer> TakeAsync(ProjectId project, ExportRequest request, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        // 1. Decompress.
        if (request.Compression == Compression.None)
        {
            return await TakePlainAsync(project, request, body, stop);
        }

        using var inflated = Rent();
        var fault = await inflated.InflateAsync(body, request.Compression, stop);
        return fault == ReadFault.None ? await TakePlainAsync(project, request, inflated.Memory, stop) : AnswerTo(fault);
    }

    private async Task<ExportAnswer> TakePlainAsync(ProjectId project, ExportRequest request, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        // 2. Decode.
        var batch = intake.Begin(project);
        if (!TryDecode(request, body.Span, batch))
        {
            return new ExportAnswer(ExportResult.Malformed, $"The body is no export request of OTLP's {request.Signal.ToString().ToLowerInvariant()} in {request.Format} form.");
        }

        // 3. Wait.
        var outcome = await batch.FinishAsync(stop);
        if (outcome.IsKept && !request.IsMirrored)
        {
            mirrors.Add(project, $"v1/{request.Signal.ToString().ToLowerInvariant()}", request.Format == OtlpFormat.Json ? "application/json" : "application/x-protobuf", body);
        }

        return outcome.IsKept
            ? new ExportAnswer(ExportResult.Kept, outcome.Reason, outcome.Rejected)
            : new ExportAnswer(ExportResult.Busy, "There is no room (Spool:BytesMax) or the disk refuses (Spool:Directory). Try again later.");
    }

    private bool TryDecode(ExportRequest request, ReadOnlySpan<byte> body, IIncomingItems items) => request.Format == OtlpFormat.Json
        ? new JsonDecoder(_limits, time.GetUtcNow(), items).TryDecode(request.Signal, body)
        : new ProtobufDecoder(_limits, time.GetUtcNow(), items).TryDecode(request.Signal, body);
}
