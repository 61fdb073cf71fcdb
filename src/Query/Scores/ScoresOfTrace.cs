using Tracehouse.Query.Requests;
using Tracehouse.Records;

namespace Tracehouse.Query.Scores;

/// <summary>How a trace was judged.</summary>
public sealed class ScoresOfTrace(ListScores question)
{
    /// <summary>The newest judgements of a trace and its spans, or of one span. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="traceId">The trace.</param>
    /// <param name="spanId">The span; empty for the trace and all of its spans.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<IReadOnlyList<ScoreLine>> AskAsync(ProjectId project, string traceId, string spanId, CancellationToken stop) =>
        (await question.AskAsync(project, new ScoreFilter { TraceId = traceId, SpanId = spanId }, new Page(ListScores.LimitMax, 0), stop)).Scores;
}
