namespace Tracehouse.Ui.Transcripts;

/// <summary>What a step of a transcript is.</summary>
public enum StepKind
{
    /// <summary>A call of a model.</summary>
    Call,

    /// <summary>A call of a tool.</summary>
    Tool,

    /// <summary>Anything else that says something: a search, a check, a moment.</summary>
    Other,

    /// <summary>A run of its own within this one, with calls of models in it; folded.</summary>
    SubRun,

    /// <summary>An agent begins; what follows is its run.</summary>
    Section,

    /// <summary>A piece of work failed that is no step of its own.</summary>
    Failure,
}
