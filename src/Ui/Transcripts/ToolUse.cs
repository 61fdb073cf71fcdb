using Tracehouse.Query.Trees;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Transcripts;

/// <summary>A tool that a model asked for, or that ran by itself: what went in and what came out, wherever that was written down.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Null when nobody said.</param>
/// <param name="Result">Null when nobody said.</param>
public sealed record ToolUse(string Name, SpanText? Arguments, SpanText? Result)
{
    /// <summary>What ties the call to its result; may be empty.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The span of the tool; null when the tool reported none.</summary>
    public TreeSpan? Span { get; init; }

    /// <summary>Whether models were called while it ran, so that it can be unfolded.</summary>
    public bool IsSubRun { get; init; }

    internal static ToolUse Asked(Part call, string spanId) => new(call.Title, new SpanText(call.Text, spanId, call.Number), null) { Reference = call.Reference };
}
