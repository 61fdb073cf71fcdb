using System.Text.Json;

namespace Tracehouse.Query.Traces;

/// <summary>
/// What is left of rows of traces when those that were taken back are left out. A change of a trace is its old row with the sign -1 and a new one with 1,
/// and rows of one trace that began at one time stand side by side, in whatever order.
/// </summary>
internal static class NetTraces
{
    /// <param name="rows">Rows in the order of a list.</param>
    /// <param name="isCut">Whether more rows follow, so that those of the last trace may not be all there; then it is left out.</param>
    /// <param name="last">The last row of a trace that is all there; null when there is none.</param>
    public static IReadOnlyList<TraceSummary> Of(IReadOnlyList<TraceSummary> rows, bool isCut, out TraceSummary? last)
    {
        var traces = new List<TraceSummary>(rows.Count);
        last = null;
        for (var start = 0; start < rows.Count;)
        {
            var end = start + 1;
            while (end < rows.Count && IsSame(rows[start], rows[end]))
            {
                end++;
            }

            if (end == rows.Count && isCut)
            {
                break;
            }

            last = rows[start];
            if (Net(rows, start, end) is { } trace)
            {
                traces.Add(trace);
            }

            start = end;
        }

        return traces;
    }

    private static bool IsSame(TraceSummary one, TraceSummary other) =>
        one.RequestId == other.RequestId && one.StartTime == other.StartTime && one.SortValue == other.SortValue;

    private static TraceSummary? Net(IReadOnlyList<TraceSummary> rows, int start, int end)
    {
        if (end - start == 1)
        {
            return rows[start].Sign > 0 ? rows[start] : null;
        }

        // Lists within a row are equal when their text is.
        return rows.Skip(start).Take(end - start)
            .GroupBy(row => JsonSerializer.Serialize(row with { Sign = 1 }, TracesJson.Default.TraceSummary), StringComparer.Ordinal)
            .FirstOrDefault(group => group.Sum(row => row.Sign) > 0)?.First();
    }
}
