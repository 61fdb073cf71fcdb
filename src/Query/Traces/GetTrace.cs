using Tracehouse.Records;

namespace Tracehouse.Query.Traces;

/// <summary>Everything about one trace.</summary>
public sealed class GetTrace(GetSpan question)
{
    /// <summary>
    /// Null when there is no such trace. Throws <see cref="StoreUnavailableException"/> when the store is down, or so far behind that the trace may
    /// still be on its way.
    /// </summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="id">A trace, whose root is answered, or a span of a trace: its id behind the trace's and a dash.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<TraceDetail?> AskAsync(ProjectId project, TraceId id, CancellationToken stop) =>
        (SpanAddress.TryParse(id.Value, out var address) ? await question.AskAsync(project, address.TraceId, address.SpanId, stop) : null)
        ?? await question.AskAsync(project, id.Value, "", stop);
}
