using System.Collections.Concurrent;
using Tracehouse.Conversations;
using Tracehouse.Reporting;

namespace Tracehouse;

public sealed partial class TracehouseClient
{
    private static readonly TimeSpan MomentsWait = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<InteractionStep, ITimer> _moments = new();

    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>One turn of a conversation as a trace. Sends nothing yet; its steps do. Never throws.</summary>
    /// <param name="conversationId">The thread of the conversation, which becomes the session.</param>
    /// <param name="sessionId">The session where there is no such thread; kept as metadata where there is.</param>
    /// <param name="channelId">Where the conversation takes place.</param>
    /// <param name="metadata">Anything else, by key, on every step.</param>
    /// <param name="user">Who it is with.</param>
    /// <param name="traceId">An id of one's own, 32 lower-case hex digits; <see cref="Tracing.CreateTraceId"/> makes one of any text.</param>
    public Interaction Trace(
        string? conversationId = null, string? sessionId = null, string? channelId = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null,
        InteractionUser? user = null, string? traceId = null)
    {
        var id = traceId is not null && new TraceContext(traceId).TryToActivityContext(out _) ? traceId : Tracing.CreateTraceId(traceId);
        return new Interaction(this, new InteractionContext(id, conversationId, sessionId, channelId, [.. metadata ?? []], user));
    }

    internal void Judge(InteractionContext context, string? tag, string? text, string? parentId)
    {
        if (_options.IsEnabled)
        {
            var body = context.ToFeedback(Guid.CreateVersion7(Now).ToString("N"), parentId, string.IsNullOrEmpty(tag) ? "NEUTRAL" : tag, ReportText.Masked(text, _options), Now);
            _reports.Add(new Report(Report.Events, body, (text?.Length ?? 0) + 400));
        }
    }

    /// <summary>Lets a moment go by itself if nobody ends it.</summary>
    internal void Keep(InteractionStep step) => _moments[step] = _time.CreateTimer(static state => ((InteractionStep)state!).Dispose(), step, MomentsWait, Timeout.InfiniteTimeSpan);

    internal void Release(InteractionStep step)
    {
        if (_moments.TryRemove(step, out var timer))
        {
            timer.Dispose();
        }
    }

    private void EndMoments()
    {
        foreach (var step in _moments.Keys)
        {
            step.Dispose();
        }
    }
}
