using System.Diagnostics;

namespace Tracehouse;

/// <summary>
/// A step of an <see cref="Interaction"/>; what is called on it lies below it. While it runs it is the current observation, so that calls of models lie below it too.
/// It is recorded when it ends; to end it twice is harmless. Steps may end in any order.
/// </summary>
public sealed class InteractionStep : IDisposable
{
    private readonly Interaction _interaction;
    private readonly Activity? _outer;
    private readonly InteractionStep? _parent;
    private int _isEnded;

    internal InteractionStep(Interaction interaction, Observation observation, Activity? outer, InteractionStep? parent) =>
        (_interaction, Observation, _outer, _parent) = (interaction, observation, outer, parent);

    /// <summary>The observation behind it, to say what an interaction has no words for: models, usage, errors.</summary>
    public Observation Observation { get; }

    /// <summary>The id of its span; null when it is not recorded.</summary>
    public string? Id => Observation.Id;

    /// <inheritdoc cref="Interaction.Message"/>
    public InteractionStep Message(object? input) => Begin(StepType.Message, input);

    /// <inheritdoc cref="Interaction.Tool"/>
    public InteractionStep Tool(object? input) => Begin(StepType.Tool, input);

    /// <inheritdoc cref="Interaction.Agent"/>
    public InteractionStep Agent(object? input) => Begin(StepType.Agent, input);

    /// <inheritdoc cref="Interaction.Retrieval"/>
    public InteractionStep Retrieval(object? input) => Begin(StepType.Retrieval, input);

    /// <inheritdoc cref="Interaction.Generation"/>
    public InteractionStep Generation(object? input) => Begin(StepType.Generation, input);

    /// <inheritdoc cref="Interaction.Router"/>
    public InteractionStep Router(object? input) => Begin(StepType.Router, input);

    /// <inheritdoc cref="Interaction.System"/>
    public InteractionStep System(object? input) => Begin(StepType.System, input);

    /// <inheritdoc cref="Interaction.Event"/>
    public InteractionStep Event(object? input) => Begin(StepType.Event, input);

    /// <summary>What a user thought of this step, as a score <c>feedback</c> of its span.</summary>
    /// <inheritdoc cref="Interaction.Feedback"/>
    public void Feedback(string feedbackTag, string? feedbackText = null) => _interaction.Judge(feedbackTag, feedbackText, Id);

    /// <summary>Tells of a step below this one at once, begun and ended. Answers the id of its span; null when it is not recorded.</summary>
    /// <inheritdoc cref="Interaction.Send"/>
    public string? Send(StepType type, object? input = null, object? output = null, TimeSpan? latency = null, DateTimeOffset? startTime = null, DateTimeOffset? endTime = null) =>
        _interaction.Tell(type, input, output, latency, startTime, endTime, Id is null ? default : new TraceContext(_interaction.TraceId, Id));

    /// <summary>Sets the output and ends it; again is harmless.</summary>
    public void End(object? output = null)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            Observation.SetOutput(output);
            Stop();
            _interaction.Ended(this);
        }
    }

    /// <summary>Ends it without an output; again is harmless.</summary>
    public void Dispose() => End();

    private InteractionStep Begin(StepType type, object? input) => _interaction.Begin(type, input, this);

    /// <summary>Steps end in any order, so what is current afterwards is the same as before unless it was this one; then it is the nearest that still runs.</summary>
    private void Stop()
    {
        var current = Activity.Current;
        Observation.Dispose();
        Activity.Current = current != Observation.Activity ? current is { IsStopped: true } ? null : current : Running(_outer) ?? _parent?.NearestRunning();
    }

    private Activity? NearestRunning() => Running(Observation.Activity) ?? _parent?.NearestRunning() ?? Running(_outer);

    private static Activity? Running(Activity? activity) => activity is { IsStopped: false } ? activity : null;
}
