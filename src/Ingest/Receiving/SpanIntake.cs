using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Makes records of what came in and keeps them: joins logs, normalises, works out what was spent, takes out what may not be kept, appends.</summary>
internal sealed partial class SpanIntake(
    INormaliser normaliser, LogJoin join, SpanPricing pricing, IRecordPrivacy privacy, IDurableSink sink, IOptions<IntakeOptions> options, ILogger<SpanIntake> log) : ISpanIntake
{
    /// <summary>Begins a request.</summary>
    public IntakeBatch Begin(ProjectId project) => new(this, join, sink, options.Value.SpansPerRequestMax, project);

    /// <inheritdoc/>
    public Task<IntakeOutcome> KeepAsync(ProjectId project, IReadOnlyList<IncomingSpan> spans, CancellationToken stop)
    {
        var batch = Begin(project);
        foreach (var span in spans)
        {
            batch.Take(span);
        }

        return batch.FinishAsync(stop);
    }

    /// <summary>Keeps what may be kept of a record. False when there is no room.</summary>
    public bool TryAppend(SpanRecord record) => sink.TryAppend(privacy.Keep(pricing.Priced(record) with { MayRepeat = true }));

    /// <summary>A bug in the understanding of one span must not cost the others of its request.</summary>
    public bool TryNormalise(ProjectId project, IncomingSpan span, IReadOnlyList<IncomingLog> logs, out SpanRecord? record)
    {
        try
        {
            record = normaliser.Normalise(project, span, logs);
            return true;
        }
        catch (Exception cause)
        {
            LogBug(log, span.TraceId, span.SpanId, cause);
            record = null;
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "Span {SpanId} of trace {TraceId} was rejected for a bug in its understanding")]
    private static partial void LogBug(ILogger log, string traceId, string spanId, Exception cause);
}
