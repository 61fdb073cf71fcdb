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
        var places = new Dictionary<string, int>(spans.Count, StringComparer.Ordinal);
        var counts = new bool[spans.Count];
        for (var index = 0; index < spans.Count; index++)
        {
            // Of a span that came twice, one is enough.
            counts[index] = places.TryAdd(spans[index].SpanId, index) && HasSpent(spans[index]);
        }

        var parents = Parents(spans, places);
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

    /// <summary>Where the parent of each span stands, or -1; a link that would close a circle is left out.</summary>
    private static int[] Parents(IReadOnlyList<UsageNode> spans, Dictionary<string, int> places)
    {
        var parents = new int[spans.Count];
        for (var index = 0; index < spans.Count; index++)
        {
            parents[index] = spans[index].ParentSpanId is { } parent && places.TryGetValue(parent, out var place) ? place : -1;
        }

        // The round in which a span was first met; meeting it again in the same round is a circle.
        var rounds = new int[spans.Count];
        for (var start = 0; start < spans.Count; start++)
        {
            var at = start;
            while (rounds[at] == 0)
            {
                rounds[at] = start + 1;
                if (parents[at] < 0)
                {
                    break;
                }

                if (rounds[parents[at]] == start + 1)
                {
                    parents[at] = -1;
                    break;
                }

                at = parents[at];
            }
        }

        return parents;
    }

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
