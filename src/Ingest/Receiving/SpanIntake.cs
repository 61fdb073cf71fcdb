using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Makes records of what came in and keeps them: joins logs, normalises, works out what was spent, takes out what may not be kept, appends.</summary>
internal sealed partial class SpanIntake(
    INormaliser normaliser, LogJoin join, IPriceBook prices, IRecordPrivacy privacy, IDurableSink sink, IOptions<IntakeOptions> options, ILogger<SpanIntake> log)
{
    /// <summary>Begins a request.</summary>
    public IntakeBatch Begin(ProjectId project) => new(this, join, sink, options.Value.SpansPerRequestMax, project);

    /// <summary>Keeps what may be kept of a record. False when there is no room.</summary>
    public bool TryAppend(SpanRecord record) => sink.TryAppend(privacy.Keep(record with { Cost = record.Cost ?? Price(record), MayRepeat = true }));

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

    /// <summary>By the model that answered, or else the one that was asked for; a name that only one of them is priced by is enough.</summary>
    private Cost? Price(SpanRecord record) => record.Provider.Length == 0 || record.Usage is not ({ Input: > 0 } or { Output: > 0 }) ? null
        : prices.Price(record.Provider, record.Model, record.Usage, record.StartTime)
            ?? (record.ModelAsked == record.Model ? null : prices.Price(record.Provider, record.ModelAsked, record.Usage, record.StartTime));

    [LoggerMessage(LogLevel.Error, "Span {SpanId} of trace {TraceId} was rejected for a bug in its understanding")]
    private static partial void LogBug(ILogger log, string traceId, string spanId, Exception cause);
}
