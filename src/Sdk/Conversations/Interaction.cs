using System.Diagnostics;
using Tracehouse.Conversations;
using Tracehouse.Observations;

namespace Tracehouse;

/// <summary>
/// One turn of a conversation as a trace: messages, and what happens below them. Made by <see cref="TracehouseClient.Trace"/>. Nothing on it throws or waits for the server.
/// Disposing it ends the steps that have not been ended.
/// </summary>
public sealed class Interaction : IDisposable
{
    private readonly TracehouseClient _client;
    private readonly InteractionContext _context;
    private readonly Lock _gate = new();
    private readonly HashSet<InteractionStep> _open = [];

    internal Interaction(TracehouseClient client, InteractionContext context) => (_client, _context) = (client, context);

    /// <summary>The id of the trace, 32 lower-case hex digits.</summary>
    public string TraceId => _context.TraceId;

    /// <summary>What a user says; ended with what is answered.</summary>
    public InteractionStep Message(object? input) => Begin(StepType.Message, input, null);

    /// <summary>A call of a tool.</summary>
    public InteractionStep Tool(object? input) => Begin(StepType.Tool, input, null);

    /// <summary>A decision of an agent.</summary>
    public InteractionStep Agent(object? input) => Begin(StepType.Agent, input, null);

    /// <summary>A search for documents.</summary>
    public InteractionStep Retrieval(object? input) => Begin(StepType.Retrieval, input, null);

    /// <summary>A call of a language model.</summary>
    public InteractionStep Generation(object? input) => Begin(StepType.Generation, input, null);

    /// <summary>A choice of the way to go on: a moment, which need not be ended.</summary>
    public InteractionStep Router(object? input) => Begin(StepType.Router, input, null);

    /// <summary>Something that the system around it does: a moment, which need not be ended.</summary>
    public InteractionStep System(object? input) => Begin(StepType.System, input, null);

    /// <summary>Something that matters to the application: a moment, which need not be ended.</summary>
    public InteractionStep Event(object? input) => Begin(StepType.Event, input, null);

    /// <summary>What a user thought of the interaction, as a score <c>feedback</c> of its trace.</summary>
    /// <param name="feedbackTag"><c>POSITIVE</c>, <c>NEGATIVE</c> or <c>NEUTRAL</c>, <c>THUMBS_UP</c>, <c>THUMBS_DOWN</c>, or a word of one's own.</param>
    /// <param name="feedbackText">Why.</param>
    public void Feedback(string feedbackTag, string? feedbackText = null) => Judge(feedbackTag, feedbackText, null);

    /// <summary>Tells of a step at once, begun and ended. Answers the id of its span; null when it is not recorded.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="latency">How long it took.</param>
    /// <param name="startTime">When it began; else its end less its latency.</param>
    /// <param name="endTime">When it ended; else now.</param>
    /// <param name="parentId">The id of the span that it is below.</param>
    public string? Send(
        StepType type, object? input = null, object? output = null, TimeSpan? latency = null, DateTimeOffset? startTime = null, DateTimeOffset? endTime = null, string? parentId = null) =>
        Tell(type, input, output, latency, startTime, endTime, parentId is null ? default : new TraceContext(TraceId, parentId));

    /// <summary>Ends the steps that have not been ended; again is harmless.</summary>
    public void Dispose()
    {
        InteractionStep[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach (var step in Enumerable.Reverse(open))
        {
            step.Dispose();
        }
    }

    internal InteractionStep Begin(StepType type, object? input, InteractionStep? parent)
    {
        var outer = Activity.Current;
        var observation = Start(type, input, parent?.Observation.Activity is { } above ? above.Context : default, default);
        var step = new InteractionStep(this, observation, outer, parent);
        lock (_gate)
        {
            _open.Add(step);
        }

        if (StepWords.IsMoment(type))
        {
            // It has no inside, so what starts next is beside it. It leaves after a while, so that whoever has an output for it can still say it.
            Activity.Current = outer;
            observation.Activity?.SetEndTime(observation.Activity.StartTimeUtc.AddTicks(1));
            _client.Keep(step);
        }

        return step;
    }

    internal void Ended(InteractionStep step)
    {
        lock (_gate)
        {
            _open.Remove(step);
        }

        _client.Release(step);
    }

    internal void Judge(string? tag, string? text, string? parentId) => _client.Judge(_context, tag, text, parentId);

    internal string? Tell(StepType type, object? input, object? output, TimeSpan? latency, DateTimeOffset? startTime, DateTimeOffset? endTime, TraceContext parent)
    {
        var outer = Activity.Current;
        var end = endTime ?? startTime + latency ?? _client.Now;
        var start = startTime ?? end - (latency ?? TimeSpan.Zero);
        end = latency is { } given ? start + given : end;
        var observation = Start(type, input, parent.TraceId is not null && parent.TryToActivityContext(out var above) ? above : default, start);
        observation.SetOutput(output);
        observation.Activity?.SetEndTime(end > start ? end.UtcDateTime : start.UtcDateTime.AddTicks(1));
        observation.Dispose();
        Activity.Current = outer;
        return observation.Id;
    }

    private Observation Start(StepType type, object? input, ActivityContext parent, DateTimeOffset start)
    {
        var place = parent;
        if (place == default)
        {
            new TraceContext(TraceId).TryToActivityContext(out place);
        }

        if (Tracing.Source.StartActivity(StepWords.NameOf(type), ActivityKind.Internal, place, startTime: start) is not { } activity)
        {
            return Observation.None;
        }

        var observation = new Observation(activity);
        if (activity.IsAllDataRequested)
        {
            activity.SetTag(AttributeNames.Kind, AttributeNames.Of(StepWords.KindOf(type)));
            _context.WriteTo(activity);
            observation.SetInput(input);
        }

        return observation;
    }
}
