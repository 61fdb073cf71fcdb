namespace Tracehouse.Ui.Transcripts;

/// <summary>One step of a transcript.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where its span stands in the tree.</param>
public readonly record struct TranscriptStep(StepKind Kind, int Span)
{
    /// <summary>Whether what was said before has come to its end, so that a page may begin here.</summary>
    public bool BeginsTurn => Kind is StepKind.Call or StepKind.Section;
}
