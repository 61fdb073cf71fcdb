using System.Text.Json;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Transcripts;

namespace Tracehouse.Tests.Ui;

/// <summary>A tree written down line by line, each span before those below it, and what was said in it.</summary>
internal sealed class TreeOf
{
    private readonly List<TreeSpan> _spans = [];
    private readonly Dictionary<string, SpanContent> _contents = [];

    public TraceTree Tree => new() { TraceId = "t1", Spans = _spans, SpanCount = _spans.Count };

    /// <summary>Adds a span below another; its id is its name.</summary>
    public TreeOf With(string name, string kind, string? below = null, string status = "success", string error = "")
    {
        var parent = below is null ? -1 : _spans.FindIndex(span => span.SpanId == below);
        _spans.Add(new TreeSpan
        {
            SpanId = name, ParentSpanId = below ?? "", Parent = parent, Depth = parent < 0 ? 0 : _spans[parent].Depth + 1, Kind = kind, Name = name,
            Status = status, ErrorMessage = error, StartTime = Rendering.Now.AddMilliseconds(_spans.Count),
        });
        for (var above = parent; above >= 0; above = _spans[above].Parent)
        {
            _spans[above] = _spans[above] with { Below = _spans[above].Below + 1 };
        }

        return this;
    }

    /// <summary>Says what went into the last span and what came out of it, as messages.</summary>
    public TreeOf Saying(object[] input, params object[] output) => Saying(new SpanContent
    {
        SpanId = _spans[^1].SpanId, InputMessages = JsonSerializer.Serialize(input), OutputMessages = JsonSerializer.Serialize(output),
    });

    /// <summary>Says what went into the last span and what came out of it, as text.</summary>
    public TreeOf Saying(string input, string output) => Saying(new SpanContent { SpanId = _spans[^1].SpanId, InputText = input, OutputText = output });

    /// <summary>Every page of the transcript, each written by itself.</summary>
    public IReadOnlyList<TranscriptPage> Pages(string scope = "")
    {
        var plan = TranscriptPlan.Of(Tree, _spans.FindIndex(span => span.SpanId == scope));
        var pages = new List<TranscriptPage>();
        for (int? from = 0; from is { } at; from = pages[^1].Next)
        {
            var writer = new TranscriptWriter(plan, at);
            pages.Add(writer.Write([.. writer.SpansNeeded().Where(_contents.ContainsKey).Select(id => _contents[id])]));
        }

        return pages;
    }

    /// <summary>The transcript as lines: who said what, and <c>tool(arguments) = result</c>.</summary>
    public IEnumerable<string> Lines(string scope = "") => Pages(scope).SelectMany(page => page.Entries).SelectMany(LinesOf);

    public static object Says(string role, string text) => new { role, content = text };

    public static object Calls(string id, string tool, string arguments) =>
        new { role = "assistant", content = (string?)null, tool_calls = new[] { new { id, function = new { name = tool, arguments } } } };

    public static object Answers(string id, string text) => new { role = "tool", tool_call_id = id, content = text };

    private static IEnumerable<string> LinesOf(TranscriptEntry entry) => entry.Use is { } own
        ? [$"[{entry.Kind}] {Line(own)}"]
        : from message in entry.Messages
          from part in message.Parts
          select entry.Tools.TryGetValue(part.Number, out var use) ? Line(use) : $"{message.Role}: {part.Text}";

    private static string Line(ToolUse use) => $"{use.Name}({use.Arguments?.Text}) = {use.Result?.Text}{(use.IsSubRun ? " …" : "")}";

    private TreeOf Saying(SpanContent content)
    {
        _contents[content.SpanId] = content;
        _spans[^1] = _spans[^1] with { InputPreview = content.InputText + content.InputMessages, OutputPreview = content.OutputText + content.OutputMessages };
        return this;
    }
}
