namespace Tracehouse.Records;

/// <summary>Removes what was recorded, for good. Throws <see cref="StoreUnavailableException"/> when the store is away or switched off.</summary>
public interface IRemoval
{
    /// <summary>Removes traces with all of their spans and scores; those that are not there are passed over.</summary>
    ValueTask RemoveTracesAsync(ProjectId project, IReadOnlyList<TraceId> traces, CancellationToken stop);

    /// <summary>Removes one span and its scores; what hung below it stays, without a parent.</summary>
    ValueTask RemoveSpanAsync(ProjectId project, TraceId trace, SpanId span, CancellationToken stop);
}
