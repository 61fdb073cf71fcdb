namespace Tracehouse;

/// <summary>What a step of an <see cref="Interaction"/> is. What a user thought of it is told by <see cref="Interaction.Feedback"/>.</summary>
public enum StepType
{
    /// <summary>What a user says, and what is answered.</summary>
    Message,

    /// <summary>A call of a tool.</summary>
    Tool,

    /// <summary>A decision of an agent.</summary>
    Agent,

    /// <summary>A search for documents.</summary>
    Retrieval,

    /// <summary>A call of a language model.</summary>
    Generation,

    /// <summary>A choice of the way to go on.</summary>
    Router,

    /// <summary>Something that the system around it does.</summary>
    System,

    /// <summary>Something that matters to the application.</summary>
    Event,

    /// <summary>A moment of one's own kind.</summary>
    Custom,
}
