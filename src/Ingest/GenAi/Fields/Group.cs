namespace Tracehouse.Ingest.GenAi.Fields;

/// <summary>Attributes that belong together by the beginning of their names.</summary>
internal enum Group
{
    /// <summary>OpenInference's <c>llm.input_messages.N.message.…</c></summary>
    InputMessages,

    /// <summary>OpenInference's <c>llm.output_messages.N.message.…</c></summary>
    OutputMessages,

    /// <summary>OpenLLMetry's <c>gen_ai.prompt.N.…</c></summary>
    Prompts,

    /// <summary>OpenLLMetry's <c>gen_ai.completion.N.…</c></summary>
    Completions,

    /// <summary>Documents that were found.</summary>
    Documents,

    /// <summary>Documents to be put in order.</summary>
    Candidates,

    /// <summary>Texts that were turned to vectors.</summary>
    Embeddings,

    /// <summary>Tools that the model may call.</summary>
    Tools,

    /// <summary>What the caller attached.</summary>
    Metadata,

    /// <summary>How the model was asked.</summary>
    Parameters,

    /// <summary>Tokens of any other kind.</summary>
    Usage,

    /// <summary>Labels.</summary>
    Tags,

    /// <summary>Judgements of the span, its trace or its session.</summary>
    Evaluations,
}
