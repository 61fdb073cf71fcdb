using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Transcripts;

/// <summary>Writes a page of a transcript: each message once, and each tool beside the call that asked for it.</summary>
internal sealed class TranscriptWriter
{
    // More than this are never asked for at once.
    private const int AncestorsMax = 20;

    private const string ToolPrefix = "execute_tool ";

    private readonly TranscriptPlan _plan;
    private readonly int _from;
    private readonly int _end;
    private readonly Dictionary<string, Conversation> _contents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withoutContent = new(StringComparer.Ordinal);
    private SpokenSoFar _spoken = new();

    public TranscriptWriter(TranscriptPlan plan, int from)
    {
        _plan = plan;
        _from = Math.Clamp(from, 0, plan.Steps.Count);
        _end = plan.EndOfPage(_from, TranscriptPage.StepsMax);
    }

    /// <summary>The spans whose contents the page needs: its own, and the calls before and after it, which share its history.</summary>
    public IReadOnlyList<string> SpansNeeded()
    {
        var own = Enumerable.Range(_from, _end - _from).Select(step => SpanAt(step).SpanId);
        int[] around = [PreviousCall(_from), FirstCall(), NextCall(_end)];
        var beside = around.Where(step => step >= 0).Select(step => SpanAt(step).SpanId);
        var above = Enumerable.Range(_from, _end - _from).Where(step => _plan.Steps[step].Kind == StepKind.Call).Select(Speaker).Where(span => span is not null);
        return [.. own.Concat(beside).Concat(above.Select(span => span!.SpanId).Distinct().Take(AncestorsMax)).Distinct(StringComparer.Ordinal)];
    }

    public TranscriptPage Write(IReadOnlyList<SpanContent> contents)
    {
        foreach (var content in contents)
        {
            _contents[content.SpanId] = Conversation.Of(content);
            if (!content.IsContentKept)
            {
                _withoutContent.Add(content.SpanId);
            }
        }

        RememberEarlier();
        var entries = new List<TranscriptEntry>();
        for (var at = _from; at < _end;)
        {
            at = _plan.Steps[at].Kind == StepKind.Call ? WriteTurn(at, entries) : WriteOther(at, entries);
        }

        return new TranscriptPage(entries, _from, _end < _plan.Steps.Count ? _end : null);
    }

    /// <summary>What was said on the pages before, as far as the last call and the first one repeat it.</summary>
    private void RememberEarlier()
    {
        foreach (var step in (int[])[FirstCall(), PreviousCall(_from)])
        {
            if (step >= 0 && step < _from)
            {
                _spoken.TakeNew(InputOf(step));
                var answer = OutputOf(step);
                _spoken.AddAnswer(answer);
                AddResults(answer);
            }
        }
    }

    private int WriteOther(int at, List<TranscriptEntry> entries)
    {
        var step = _plan.Steps[at];
        var span = SpanAt(at);
        if (step.Kind == StepKind.Section)
        {
            _spoken = new SpokenSoFar();
        }

        entries.Add(new TranscriptEntry(step.Kind, span) { Use = UseOf(at), IsContentKept = !_withoutContent.Contains(span.SpanId) });
        return at + 1;
    }

    /// <summary>A call, and the tools that ran because of it. The steps of those are used up; the others stay.</summary>
    private int WriteTurn(int at, List<TranscriptEntry> entries)
    {
        var end = at + 1;
        while (end < _end && !_plan.Steps[end].BeginsTurn)
        {
            end++;
        }

        var history = InputOf(at);
        var news = _spoken.TakeNew(history).Where(message => !_spoken.IsAnswered(message)).ToList();
        var answer = OutputOf(at);
        _spoken.AddAnswer(answer);
        var used = new HashSet<int>();
        var tools = MatchTools(at, end, answer, used);
        AddResults(answer);
        var span = SpanAt(at);
        entries.Add(new TranscriptEntry(StepKind.Call, span)
        {
            Messages = [.. news, .. answer], Repeated = history.Count - news.Count, Tools = tools, InputSpanId = SpeakerOrSelf(at),
            IsContentKept = !_withoutContent.Contains(span.SpanId),
        });
        foreach (var step in Enumerable.Range(at + 1, end - at - 1).Where(step => !used.Contains(step)))
        {
            WriteOther(step, entries);
        }

        return end;
    }

    private Dictionary<int, ToolUse> MatchTools(int at, int end, IReadOnlyList<Message> answer, HashSet<int> used)
    {
        var next = NextCall(at + 1) is >= 0 and var step ? Results(step) : [];
        var free = Enumerable.Range(at + 1, end - at - 1).Where(each => _plan.Steps[each].Kind is StepKind.Tool or StepKind.SubRun).ToList();
        var tools = new Dictionary<int, ToolUse>();
        foreach (var call in answer.SelectMany(message => message.Parts).Where(part => part.Kind == PartKind.ToolCall))
        {
            var use = ToolUse.Asked(call, SpanAt(at).SpanId);
            var place = ToolMatch.Find(call, [.. free.Select(each => (SpanAt(each), InputTextOf(each)))]);
            if (place >= 0)
            {
                var own = UseOf(free[place]);
                use = use with { Span = own.Span, IsSubRun = own.IsSubRun, Result = own.Result };
                used.Add(free[place]);
                free.RemoveAt(place);
            }

            tools[call.Number] = use with { Result = use.Result ?? (call.Reference.Length > 0 ? next.GetValueOrDefault(call.Reference) : null) };
        }

        return tools;
    }

    private Dictionary<string, SpanText> Results(int step)
    {
        var parts = InputOf(step).SelectMany(message => message.Parts).Where(part => part.Kind == PartKind.ToolResult && part.Reference.Length > 0);
        return parts.GroupBy(part => part.Reference, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new SpanText(group.Last().Text, SpeakerOrSelf(step), group.Last().Number), StringComparer.Ordinal);
    }

    private void AddResults(IReadOnlyList<Message> answer)
    {
        foreach (var call in answer.SelectMany(message => message.Parts).Where(part => part is { Kind: PartKind.ToolCall, Reference.Length: > 0 }))
        {
            _spoken.AddResult(call.Reference);
        }
    }

    private ToolUse UseOf(int step)
    {
        var span = SpanAt(step);
        var said = _contents.GetValueOrDefault(span.SpanId);
        return new ToolUse(NameOf(span), TextOf(said, span, isOutput: false), TextOf(said, span, isOutput: true)) { Span = span, IsSubRun = _plan.Steps[step].Kind == StepKind.SubRun };
    }

    /// <summary>OpenTelemetry puts the operation before the name of the tool, which the mark of the kind says already.</summary>
    private static string NameOf(TreeSpan span) => span.Name.StartsWith(ToolPrefix, StringComparison.Ordinal) ? span.Name[ToolPrefix.Length..] : span.Name;

    private static SpanText? TextOf(Conversation? said, TreeSpan span, bool isOutput)
    {
        var parts = said?.Messages.Where(message => message.IsOutput == isOutput).SelectMany(message => message.Parts).Where(part => part.Text.Length > 0).ToList() ?? [];
        return parts.Count switch
        {
            0 => null,
            1 => new SpanText(PrettyJson.Of(parts[0].Text), span.SpanId, parts[0].Number),
            _ => new SpanText(string.Join("\n\n", parts.Select(part => part.Text)), span.SpanId, parts[0].Number),
        };
    }

    private string InputTextOf(int step) => TextOf(_contents.GetValueOrDefault(SpanAt(step).SpanId), SpanAt(step), isOutput: false)?.Text ?? "";

    private List<Message> OutputOf(int step) => [.. MessagesOf(SpanAt(step).SpanId).Where(message => message.IsOutput)];

    /// <summary>Some libraries write what was asked not on the call, but on what they wrap around it.</summary>
    private List<Message> InputOf(int step)
    {
        var own = MessagesOf(SpanAt(step).SpanId).Where(message => !message.IsOutput).ToList();
        return own.Count > 0 || Speaker(step) is not { } speaker ? own : [.. MessagesOf(speaker.SpanId).Where(message => !message.IsOutput)];
    }

    private string SpeakerOrSelf(int step) =>
        MessagesOf(SpanAt(step).SpanId).Any(message => !message.IsOutput) ? SpanAt(step).SpanId : Speaker(step)?.SpanId ?? SpanAt(step).SpanId;

    private IReadOnlyList<Message> MessagesOf(string spanId) => _contents.GetValueOrDefault(spanId)?.Messages ?? [];

    private TreeSpan? Speaker(int step)
    {
        var span = SpanAt(step);
        if (span.InputPreview.Length > 0)
        {
            return null;
        }

        for (var above = span.Parent; above >= 0; above = above == _plan.Scope ? -1 : _plan.Tree.Spans[above].Parent)
        {
            if (_plan.Tree.Spans[above].InputPreview.Length > 0)
            {
                return _plan.Tree.Spans[above];
            }
        }

        return null;
    }

    private TreeSpan SpanAt(int step) => _plan.Tree.Spans[_plan.Steps[step].Span];

    private int FirstCall() => NextCall(0);

    private int NextCall(int from)
    {
        for (var step = from; step < _plan.Steps.Count; step++)
        {
            if (_plan.Steps[step].Kind == StepKind.Call)
            {
                return step;
            }
        }

        return -1;
    }

    private int PreviousCall(int before)
    {
        for (var step = before - 1; step >= 0; step--)
        {
            if (_plan.Steps[step].Kind == StepKind.Call)
            {
                return step;
            }
        }

        return -1;
    }
}
