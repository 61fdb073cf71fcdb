namespace Tracehouse.Conversations;

/// <summary>Steps as the server's door for NeuralTrust tells them, so that a trace is the same whichever way it came.</summary>
internal static class StepWords
{
    public static string NameOf(StepType type) => type switch
    {
        StepType.Message => "message",
        StepType.Tool => "tool",
        StepType.Agent => "agent",
        StepType.Retrieval => "retrieval",
        StepType.Generation => "generation",
        StepType.Router => "router",
        StepType.System => "system",
        StepType.Event => "event",
        _ => "custom",
    };

    public static ObservationKind KindOf(StepType type) => type switch
    {
        StepType.Message => ObservationKind.Chain,
        StepType.Tool => ObservationKind.Tool,
        StepType.Agent => ObservationKind.Agent,
        StepType.Retrieval => ObservationKind.Retriever,
        StepType.Generation => ObservationKind.Generation,
        StepType.Router => ObservationKind.Span,
        _ => ObservationKind.Event,
    };

    /// <summary>Whether it has no duration, so that nobody is bound to end it.</summary>
    public static bool IsMoment(StepType type) => type is StepType.Router or StepType.System or StepType.Event or StepType.Custom;
}
