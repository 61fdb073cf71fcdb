namespace Tracehouse;

/// <summary>What an observation stands for; decides how it is shown and what is counted.</summary>
public enum ObservationKind
{
    /// <summary>Any piece of work.</summary>
    Span,

    /// <summary>One call of a language model; has a model, usage and cost.</summary>
    Generation,

    /// <summary>A moment without a duration.</summary>
    Event,

    /// <summary>A run of an agent.</summary>
    Agent,

    /// <summary>A call of a tool.</summary>
    Tool,

    /// <summary>A link between steps.</summary>
    Chain,

    /// <summary>A search for documents.</summary>
    Retriever,

    /// <summary>A judgement of an output.</summary>
    Evaluator,

    /// <summary>A call of an embedding model.</summary>
    Embedding,

    /// <summary>A check that may stop an input or an output.</summary>
    Guardrail,
}
