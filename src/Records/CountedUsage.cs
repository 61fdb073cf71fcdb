namespace Tracehouse.Records;

/// <summary>
/// Which spans of a trace count when their usage is added up. Parents repeat or sum what their children spent, and two libraries report one call,
/// so a span counts only if nothing below it says that it spent anything.
/// </summary>
public static class CountedUsage
{
    private const byte Below = 1;
    private const byte BelowTool = 2;

    /// <summary>
    /// For each span, in the same order, whether its usage counts. Spans may come in any order, without their parents, twice, or as their own ancestors.
    /// A call of a model also counts when only a tool that it called spent something.
    /// </summary>
    public static IReadOnlyList<bool> Of(IReadOnlyList<UsageNode> spans)
    {
        if (spans.Count == 1)
        {
            return [HasSpent(spans[0])];
        }

        var (parents, isRepeated) = ParentLinks.Of(spans.Count, index => spans[index].SpanId, index => spans[index].ParentSpanId);
        var counts = new bool[spans.Count];
        for (var index = 0; index < spans.Count; index++)
        {
            // Of a span that came twice, one is enough.
            counts[index] = !isRepeated[index] && HasSpent(spans[index]);
        }

        var seen = new byte[spans.Count];
        for (var index = 0; index < spans.Count; index++)
        {
            if (counts[index])
            {
                MarkAncestors(index, spans, parents, seen);
            }
        }

        for (var index = 0; index < spans.Count; index++)
        {
            counts[index] &= seen[index] == 0 || (seen[index] == BelowTool && spans[index].Kind == SpanKind.Generation);
        }

        return counts;
    }

    private static bool HasSpent(UsageNode span) => span.Usage.Input is > 0 || span.Usage.Output is > 0 || span.CostUsd > 0;

    /// <summary>Stops where another has been before, so that the whole tree is walked only once or twice.</summary>
    private static void MarkAncestors(int index, IReadOnlyList<UsageNode> spans, int[] parents, byte[] seen)
    {
        var mark = spans[index].Kind == SpanKind.Tool ? BelowTool : Below;
        for (var at = parents[index]; at >= 0 && (seen[at] & mark) == 0; at = parents[at])
        {
            seen[at] |= mark;
            mark = spans[at].Kind == SpanKind.Tool ? BelowTool : mark;
        }
    }
}
