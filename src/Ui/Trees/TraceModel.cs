using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Transcripts;

namespace Tracehouse.Ui.Trees;

/// <summary>All that the page of a trace shows.</summary>
public sealed record TraceModel
{
    public required TraceAddress Address { get; init; }

    /// <summary>Null when there is no such trace, or when the store did not answer.</summary>
    public TraceTree? Tree { get; init; }

    /// <summary>The first span, which tells most of the trace as a whole.</summary>
    public TraceDetail? Root { get; init; }

    /// <summary>Null when it is not to be seen yet.</summary>
    public TranscriptPage? Transcript { get; init; }

    /// <summary>The chosen span; null when none is, or when it is not there.</summary>
    public TraceDetail? Span { get; init; }

    /// <summary>Why the store did not answer; empty when it did.</summary>
    public string Outage { get; init; } = "";

    /// <summary>The title of the page.</summary>
    public string Title => Tree is null ? "Trace not found" : Name;

    /// <summary>What the trace is called.</summary>
    public string Name => Root is { TraceName.Length: > 0 } ? Root.TraceName : Tree?.Spans.FirstOrDefault(span => span.ParentSpanId.Length == 0)?.Name ?? Tree?.Spans[0].Name ?? "";
}
