namespace Tracehouse.Ui.Transcripts;

/// <summary>A page of a transcript.</summary>
/// <param name="Entries">In order.</param>
/// <param name="From">The first step.</param>
/// <param name="Next">The step that the next page begins with; null on the last.</param>
public sealed record TranscriptPage(IReadOnlyList<TranscriptEntry> Entries, int From, int? Next)
{
    /// <summary>How many steps a page has.</summary>
    internal const int StepsMax = 40;
}
