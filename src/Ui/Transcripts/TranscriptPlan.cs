using Tracehouse.Query.Trees;

namespace Tracehouse.Ui.Transcripts;

/// <summary>
/// Which spans of a trace are steps of the conversation, in order. It needs the tree alone, so it is the same for every page of a long transcript.
/// What only wraps other spans is left out.
/// </summary>
internal sealed class TranscriptPlan
{
    private readonly TreeShape _shape;
    private readonly List<TranscriptStep> _steps = [];
    private readonly Stack<(int End, int Span)> _failing = [];

    private TranscriptPlan(TraceTree tree, int scope)
    {
        _shape = new TreeShape(tree);
        Scope = scope;
        var end = scope < 0 ? tree.Spans.Count : _shape.EndOf(scope);
        for (var at = scope + 1; at < end;)
        {
            TellFailuresThatEnd(at);
            at = Read(at) ? at + 1 : _shape.EndOf(at);
        }

        TellFailuresThatEnd(end);
        LeaveOutLoneSection();
    }

    /// <summary>The span whose run this is; -1 for the whole trace.</summary>
    public int Scope { get; }

    public IReadOnlyList<TranscriptStep> Steps => _steps;

    public TraceTree Tree => _shape.Tree;

    public static TranscriptPlan Of(TraceTree tree, int scope = -1) => new(tree, scope);

    /// <summary>Where the page ends that begins at that step: with a turn, unless one turn alone is longer than a page.</summary>
    public int EndOfPage(int from, int length)
    {
        var end = Math.Min(from + length, _steps.Count);
        if (end == _steps.Count)
        {
            return end;
        }

        for (var at = end; at > from; at--)
        {
            if (_steps[at].BeginsTurn)
            {
                return at;
            }
        }

        return end;
    }

    /// <summary>Adds a span to the steps. False when nothing below it is to be read.</summary>
    private bool Read(int at)
    {
        var span = Tree.Spans[at];
        var calls = _shape.CallsIn(at);
        switch (span.Kind)
        {
            case "generation" when _shape.IsCall(at):
                Add(StepKind.Call, at);
                return true;
            case "agent" when calls > 0 && calls < CallsAround(at):
                var isWithin = AgentAbove(at) >= 0;
                Add(isWithin ? StepKind.SubRun : StepKind.Section, at);
                return !isWithin;
            case "tool" or "guardrail" or "evaluator" or "retriever" or "embedding" when calls > 0:
                Add(StepKind.SubRun, at);
                return false;
            case "tool":
                Add(StepKind.Tool, at);
                return false;
            case "guardrail" or "evaluator" or "retriever" or "embedding":
                Add(StepKind.Other, at);
                return false;
            default:
                return ReadPlain(at, span);
        }
    }

    private bool ReadPlain(int at, TreeSpan span)
    {
        var isPartOfCall = span.Parent >= 0 && _shape.IsCall(span.Parent);
        var isSaying = (span.InputPreview.Length > 0 || span.OutputPreview.Length > 0 || span.Level == "warning") && !isPartOfCall;
        if (TreeShape.HasFailed(span) && !_shape.HasFailureBelow(at))
        {
            _failing.Push((_shape.EndOf(at), at));
        }
        else if (span.Below == 0 && isSaying)
        {
            Add(StepKind.Other, at);
        }

        return true;
    }

    private void TellFailuresThatEnd(int at)
    {
        while (_failing.TryPeek(out var failing) && failing.End <= at)
        {
            Add(StepKind.Failure, _failing.Pop().Span);
        }
    }

    private void Add(StepKind kind, int span) => _steps.Add(new TranscriptStep(kind, span));

    /// <summary>The calls of the nearest agent above, or of all there is. An agent that makes all of them is only a wrapping of this one.</summary>
    private int CallsAround(int at) => AgentAbove(at) is >= 0 and var around ? _shape.CallsIn(around) : _shape.CallsInAll;

    private int AgentAbove(int at)
    {
        var above = Tree.Spans[at].Parent;
        while (above >= 0 && above != Scope && Tree.Spans[above].Kind != "agent")
        {
            above = Tree.Spans[above].Parent;
        }

        return above;
    }

    private void LeaveOutLoneSection()
    {
        if (_steps.Count(step => step.Kind == StepKind.Section) == 1 && _steps[0].Kind == StepKind.Section)
        {
            _steps.RemoveAt(0);
        }
    }
}
