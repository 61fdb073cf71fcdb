using Tracehouse.Query.Scores;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Transcripts;

namespace Tracehouse.Ui.Trees;

/// <summary>All that the page of a trace shows.</summary>
public sealed record TraceModel
{
    public required TraceAddress Address { get; init; }

    /// <summary>Null when there is no such trace, when the store did not answer, or when the page can do without: the script asks for a large tree itself.</summary>
    public TraceTree? Tree { get; init; }

    /// <summary>The trace as a whole; null when there is none, or when the store did not answer.</summary>
    public TraceSummary? Whole { get; init; }

    /// <summary>How the trace and its spans were judged.</summary>
    public IReadOnlyList<ScoreLine> Scores { get; init; } = [];

    /// <summary>Null when it is not to be seen yet.</summary>
    public TranscriptPage? Transcript { get; init; }

    /// <summary>The spans in which what is looked for was found; null when that was not asked.</summary>
    public IReadOnlyList<string>? Found { get; init; }

    /// <summary>The chosen span; null when none is, or when it is not there.</summary>
    public TraceDetail? Span { get; init; }

    /// <summary>How that span was judged.</summary>
    public IReadOnlyList<ScoreLine> SpanScores { get; init; } = [];

    /// <summary>Why the store did not answer; empty when it did.</summary>
    public string Outage { get; init; } = "";

    /// <summary>The title of the page.</summary>
    public string Title => Whole is null ? "Trace not found" : Name;

    /// <summary>What the trace is called.</summary>
    public string Name => Whole is { Name.Length: > 0 } ? Whole.Name : Address.TraceId;
}
