namespace Tracehouse.Records;

/// <summary>What a span stands for. The numbers are part of the spool format and never change.</summary>
public enum SpanKind
{
    /// <summary>Any piece of work.</summary>
    Span = 0,

    /// <summary>One call of a language model.</summary>
    Generation = 1,

    /// <summary>A moment without a duration.</summary>
    Event = 2,

    /// <summary>A run of an agent.</summary>
    Agent = 3,

    /// <summary>A call of a tool.</summary>
    Tool = 4,

    /// <summary>A link between steps.</summary>
    Chain = 5,

    /// <summary>A search for documents.</summary>
    Retriever = 6,

    /// <summary>A judgement of an output.</summary>
    Evaluator = 7,

    /// <summary>A call of an embedding model.</summary>
    Embedding = 8,

    /// <summary>A check that may stop an input or output.</summary>
    Guardrail = 9,

    /// <summary>What was said of the trace as a whole; no work of its own.</summary>
    Trace = 10,
}
