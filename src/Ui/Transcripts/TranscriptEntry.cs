using System.Collections.ObjectModel;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Transcripts;

/// <summary>One thing that a transcript shows.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">The span that it is of.</param>
public sealed record TranscriptEntry(StepKind Kind, TreeSpan Span)
{
    /// <summary>Of a call: what had not been said before, and then the answer.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    /// <summary>Of a call: the span that its input stands in, which some libraries write on what they wrap around the call.</summary>
    public string InputSpanId { get; init; } = Span.SpanId;

    /// <summary>Of a call: how many messages of its history were shown above.</summary>
    public int Repeated { get; init; }

    /// <summary>Of a call: the tools that the answer asks for, by the numbers of those parts.</summary>
    public IReadOnlyDictionary<int, ToolUse> Tools { get; init; } = ReadOnlyDictionary<int, ToolUse>.Empty;

    /// <summary>Of anything but a call: what went in and what came out.</summary>
    public ToolUse? Use { get; init; }

    /// <summary>False when what was said was not to be kept.</summary>
    public bool IsContentKept { get; init; } = true;
}
