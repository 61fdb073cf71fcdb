using Tracehouse.Query.Trees;

namespace Tracehouse.Ui.Transcripts;

/// <summary>What of a tree must be known from below before it can be read from above.</summary>
internal sealed class TreeShape
{
    private readonly int[] _calls;
    private readonly int[] _failures;
    private readonly bool[] _wraps;

    public TreeShape(TraceTree tree)
    {
        Tree = tree;
        var spans = tree.Spans;
        _wraps = new bool[spans.Count];
        for (var at = spans.Count - 1; at >= 0; at--)
        {
            // Spans follow the one that is above them, so this sees every child before its parent.
            if (spans[at].Parent >= 0 && spans[at].Kind is not ("tool" or "agent" or "guardrail" or "evaluator"))
            {
                _wraps[spans[at].Parent] |= _wraps[at] || spans[at].Kind == "generation";
            }
        }

        _calls = new int[spans.Count + 1];
        _failures = new int[spans.Count + 1];
        for (var at = 0; at < spans.Count; at++)
        {
            _calls[at + 1] = _calls[at] + (IsCall(at) ? 1 : 0);
            _failures[at + 1] = _failures[at] + (HasFailed(spans[at]) ? 1 : 0);
        }
    }

    public TraceTree Tree { get; }

    /// <summary>Whether the span is a call of a model itself, and not what some library wraps around one.</summary>
    public bool IsCall(int span) => Tree.Spans[span].Kind == "generation" && !_wraps[span];

    /// <summary>How many calls of models there are in a span and below it.</summary>
    public int CallsIn(int span) => _calls[EndOf(span)] - _calls[span];

    /// <summary>How many calls of models there are at all.</summary>
    public int CallsInAll => _calls[^1];

    /// <summary>Whether something below the span failed, which then tells of the failure.</summary>
    public bool HasFailureBelow(int span) => _failures[EndOf(span)] - _failures[span + 1] > 0;

    /// <summary>Where the first span stands that is not below this one any more.</summary>
    public int EndOf(int span) => span + Tree.Spans[span].Below + 1;

    public static bool HasFailed(TreeSpan span) => span.Status != "success" || span.Level == "error";
}
