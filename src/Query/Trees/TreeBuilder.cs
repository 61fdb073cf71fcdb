using System.Runtime.InteropServices;
using Tracehouse.Query.Rows;
using Tracehouse.Records;

namespace Tracehouse.Query.Trees;

/// <summary>
/// Makes a tree of spans that come in any order:
/// 1. leaves out what came twice, and takes the logs that tell what was said in a span into that span;
/// 2. links each span to its parent, and puts all in reading order;
/// 3. adds up, from the bottom, what each part spent.
/// </summary>
internal static class TreeBuilder
{
    /// <param name="traceId">The trace.</param>
    /// <param name="rows">Its spans, in the order of their start.</param>
    public static TraceTree Build(string traceId, IReadOnlyList<TreeRow> rows)
    {
        var spans = BelowNote(WithoutLogs(rows));
        var (parents, _) = ParentLinks.Of(spans.Count, index => spans[index].SpanId, index => spans[index].ParentSpanId);
        var order = ReadingOrder(parents);

        var places = new int[spans.Count];
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        var listed = new TreeSpan[spans.Count];
        for (var place = 0; place < order.Length; place++)
        {
            var parent = parents[order[place]] is >= 0 and var above ? places[above] : -1;
            listed[place] = new TreeSpan(spans[order[place]]) with { Parent = parent, Depth = parent < 0 ? 0 : listed[parent].Depth + 1 };
        }

        var counts = CountedUsage.Of([.. spans.Select(Node)]);
        var total = AddUp(listed, place => counts[order[place]]);
        return new TraceTree { TraceId = traceId, Spans = listed, SpanCount = listed.Length, Total = total };
    }

    /// <summary>A log whose span has not come stands for itself.</summary>
    private static List<TreeRow> WithoutLogs(IReadOnlyList<TreeRow> rows)
    {
        var known = rows.Where(row => !IsContentLog(row)).Select(row => row.SpanId).ToHashSet(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        var spans = new List<TreeRow>(rows.Count);
        foreach (var row in rows)
        {
            if (!IsJoined(row) && places.TryAdd(row.SpanId, spans.Count))
            {
                spans.Add(row);
            }
        }

        foreach (var log in rows.Where(IsJoined))
        {
            ref var span = ref CollectionsMarshal.AsSpan(spans)[places[log.ParentSpanId]];
            span = span with
            {
                InputPreview = span.InputPreview.Length > 0 ? span.InputPreview : log.InputPreview,
                OutputPreview = span.OutputPreview.Length > 0 ? span.OutputPreview : log.OutputPreview,
            };
        }

        return spans;

        bool IsJoined(TreeRow row) => IsContentLog(row) && known.Contains(row.ParentSpanId);
    }

    /// <summary>Where the trace itself was told of, it is the root of all that have none.</summary>
    private static List<TreeRow> BelowNote(List<TreeRow> spans) => spans.Find(span => span.Kind == "trace") is not { } note ? spans
        : [.. spans.Select(span => span.ParentSpanId.Length == 0 && span != note ? span with { ParentSpanId = note.SpanId } : span)];

    /// <summary>Each before those below it. Without recursion, for a tree may be as deep as it has spans.</summary>
    private static int[] ReadingOrder(int[] parents)
    {
        // The last below each, and the one before it below the same; those at the top hang below nobody.
        var (last, previous, lastTop) = (new int[parents.Length], new int[parents.Length], -1);
        Array.Fill(last, -1);
        for (var index = 0; index < parents.Length; index++)
        {
            ref var head = ref parents[index] < 0 ? ref lastTop : ref last[parents[index]];
            (previous[index], head) = (head, index);
        }

        var (order, open) = (new List<int>(parents.Length), new Stack<int>());
        Open(lastTop);
        while (open.TryPop(out var at))
        {
            order.Add(at);
            Open(last[at]);
        }

        return [.. order];

        void Open(int at)
        {
            for (; at >= 0; at = previous[at])
            {
                open.Push(at);
            }
        }
    }

    private static TreeTotals AddUp(TreeSpan[] spans, Func<int, bool> counts)
    {
        var sums = new TreeTotals[spans.Length];
        Array.Fill(sums, TreeTotals.Nothing);
        var all = TreeTotals.Nothing;
        for (var place = spans.Length - 1; place >= 0; place--)
        {
            var span = spans[place];
            var total = sums[place] = sums[place].With(span, counts(place));
            spans[place] = span with { Total = total };
            if (span.Parent < 0)
            {
                all = all.Plus(total);
                continue;
            }

            sums[span.Parent] = sums[span.Parent].Plus(total);
            spans[span.Parent] = spans[span.Parent] with { Below = spans[span.Parent].Below + span.Below + 1 };
        }

        return all;
    }

    /// <summary>Whether it is a log that tells what was said in the span above it, and so no step of its own.</summary>
    /// <summary>Whether it is a log that tells what was said in another span.</summary>
    public static bool IsContentLog(TreeRow row) => ContentLog.Is(row.Kind == "event" ? SpanKind.Event : SpanKind.Span, row.Name);

    private static UsageNode Node(TreeRow row) => new(
        row.SpanId, row.ParentSpanId, Enum.TryParse<SpanKind>(row.Kind, ignoreCase: true, out var kind) ? kind : SpanKind.Span,
        new TokenUsage { Input = row.InputTokens, Output = row.OutputTokens }, row.CostUsd ?? 0)
    {
        Source = row.Source, StartTime = row.StartTime, EndTime = row.StartTime.AddMilliseconds(row.LatencyMs),
    };
}
