using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.Receiving;

/// <summary>The items of one request, appended as they come. For one thread.</summary>
internal sealed class IntakeBatch(SpanIntake intake, LogJoin join, IDurableSink sink, int itemsMax, ProjectId project) : IIncomingItems
{
    private const string Misunderstood = "A span could not be understood; the log of the server tells more.";
    private const string Off = "The store is switched off (ClickHouse:Enabled), so nothing is kept.";

    private readonly Dictionary<string, int> _logOrdinals = [];
    private int _items;
    private bool _isRefused;
    private long _rejected;
    private string _reason = "";

    public void Take(IncomingSpan span)
    {
        if (MayTakeOne())
        {
            Keep(span, join.LogsOf(project, span.TraceId, span.SpanId), record => record);
        }
    }

    public void Take(IncomingLog log, int bytes)
    {
        if (MayTakeOne())
        {
            var said = LogEvent.From(log, _logOrdinals);
            Keep(said.Span, [log], said.ToRecord);
            join.Add(project, log, said.Id, bytes);
        }
    }

    public void Reject(string reason)
    {
        _reason = _rejected == 0 ? reason : _reason;
        _rejected++;
    }

    /// <summary>Waits until everything is safe.</summary>
    public async Task<IntakeOutcome> FinishAsync(CancellationToken stop) =>
        new(!_isRefused && (_items == 0 || sink.IsOff || await sink.FlushAsync(stop)), _rejected, _reason);

    private bool MayTakeOne()
    {
        if (sink.IsOff)
        {
            Reject(Off);
            return false;
        }

        if (_items >= itemsMax)
        {
            Reject($"One request may bring {itemsMax} spans (Otlp:SpansPerRequestMax).");
            return false;
        }

        _items++;
        return !_isRefused;
    }

    private void Keep(IncomingSpan span, IReadOnlyList<IncomingLog> logs, Func<SpanRecord, SpanRecord> finish)
    {
        if (!intake.TryNormalise(project, span, logs, out var record))
        {
            Reject(Misunderstood);
        }
        else if (record is not null)
        {
            _isRefused = !intake.TryAppend(finish(record));
        }
    }
}
