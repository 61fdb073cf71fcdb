using Microsoft.Extensions.Options;
using Tracehouse.Ingest.Parts;
using Tracehouse.Query.Spans;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>Writes down what is said of spans, and knows them by their ids alone, as Opper's clients do.</summary>
internal sealed class SpanBook(PartIntake intake, FindSpan places, GetSpan spans, IRemoval removal, TimeProvider time, IOptions<OpperOptions> options)
{
    private readonly KnownSpans _known = new(options.Value.SpansRememberedMax);
    private readonly Lock _clock = new();
    private DateTimeOffset _last;

    /// <summary>
    /// The trace that a new span belongs to: the one that it names, else its parent's, else one of its own. The trace of a root has the root's id, so that a
    /// child which comes before its root finds the same one.
    /// </summary>
    public async Task<TraceId> TraceForAsync(ProjectId project, string? trace, string? parent, string span, CancellationToken stop) =>
        TraceId.TryParse(trace, out var named) ? named
        : parent is not null ? await FindAsync(project, parent, stop) ?? Trace(parent)
        : Trace(span);

    /// <summary>The trace of a span; null when there is no such span.</summary>
    public async Task<TraceId?> FindAsync(ProjectId project, string span, CancellationToken stop)
    {
        if (_known.Find(project, span) is { } known)
        {
            return known;
        }

        if (!SpanId.TryParse(span, out _) || await places.AskAsync(project, span, stop) is not { } found)
        {
            return null;
        }

        _known.Add(project, span, Trace(found));
        return Trace(found);
    }

    /// <summary>The span as it is now; null when there is none.</summary>
    public async Task<TraceDetail?> GetAsync(ProjectId project, string span, CancellationToken stop) =>
        await FindAsync(project, span, stop) is { } trace ? await spans.AskAsync(project, trace.Value, span, stop) : null;

    /// <summary>Begins a span. Safe to repeat. Throws <see cref="StoreUnavailableException"/> when it cannot be kept.</summary>
    public async Task BeginAsync(ProjectId project, TraceId trace, string span, SpanTelling told, CancellationToken stop)
    {
        Tell(project, trace, span, told, isUpdate: false);
        await FlushAsync(stop);
    }

    /// <summary>Says more of a span that there is. Throws <see cref="StoreUnavailableException"/> when it cannot be kept.</summary>
    public async Task ChangeAsync(ProjectId project, TraceId trace, string span, SpanTelling told, CancellationToken stop)
    {
        if (!_known.IsTold(project, span) && await spans.AskAsync(project, trace.Value, span, stop) is { } whole)
        {
            if (whole.Source != OpperWords.Source)
            {
                // It came whole, so it must be told as it is before it can be told otherwise.
                Append(WholeSpan.ToPart(whole).Of(project, trace, Span(span), "whole", whole.StartTime, isUpdate: false, whole.Source));
            }

            _known.AddTold(project, span, trace);
        }

        Tell(project, trace, span, told, isUpdate: true);
        await FlushAsync(stop);
    }

    /// <summary>Keeps a span that is told at once in other words. Throws <see cref="StoreUnavailableException"/> when it cannot be kept.</summary>
    public async Task TellCallAsync(ProjectId project, TraceId trace, string span, PartBuilder part, CancellationToken stop)
    {
        Tell(project, trace, span, part, isUpdate: false);
        await FlushAsync(stop);
    }

    /// <summary>Says something without waiting until it is on disk.</summary>
    public void Tell(ProjectId project, TraceId trace, string span, SpanTelling told, bool isUpdate) => Tell(project, trace, span, told.ToPart(), isUpdate);

    private void Tell(ProjectId project, TraceId trace, string span, PartBuilder part, bool isUpdate)
    {
        var now = NextTime();
        Append(part.Of(project, trace, Span(span), $"{Guid.CreateVersion7(now):N}", now, isUpdate, OpperWords.Source));
        _known.AddTold(project, span, trace);
    }

    /// <summary>Keeps a judgement. Throws <see cref="StoreUnavailableException"/> when it cannot be kept.</summary>
    public async Task JudgeAsync(ScoreRecord score, CancellationToken stop)
    {
        if (intake.IsOff || !intake.TryAppend(score))
        {
            throw Full();
        }

        await FlushAsync(stop);
    }

    /// <summary>False when there is no such span.</summary>
    public async Task<bool> RemoveAsync(ProjectId project, string span, CancellationToken stop)
    {
        if (await FindAsync(project, span, stop) is not { } trace || await spans.AskAsync(project, trace.Value, span, stop) is null)
        {
            return false;
        }

        await removal.RemoveSpanAsync(project, trace, Span(span), stop);
        _known.Remove(project, span);
        return true;
    }

    private void Append(SpanPart part)
    {
        if (intake.IsOff || !intake.TryAppend(part))
        {
            throw Full();
        }
    }

    private async Task FlushAsync(CancellationToken stop)
    {
        if (!await intake.FlushAsync(stop))
        {
            throw Full();
        }
    }

    private StoreUnavailableException Full() => new(intake.IsOff
        ? "The store is switched off (ClickHouse:Enabled), so nothing is kept."
        : "There is no room (Spool:BytesMax), it is too large (Spool:RecordBytesMax) or the disk refuses (Spool:Directory). Try again later.");

    /// <summary>What is said later must be later by its time too.</summary>
    private DateTimeOffset NextTime()
    {
        var now = time.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        lock (_clock)
        {
            return _last = now > _last ? now : _last.AddMicroseconds(1);
        }
    }

    private static TraceId Trace(string id) => TraceId.TryParse(id, out var trace) ? trace : throw new ArgumentException("An id of a trace must be visible text.", nameof(id));

    private static SpanId Span(string id) => SpanId.TryParse(id, out var span) ? span : throw new ArgumentException("An id of a span must be visible text.", nameof(id));
}
