namespace Tracehouse.Records;

/// <summary>Which span stands below which. Spans may come in any order, without their parents, twice, or as their own ancestors.</summary>
/// <param name="Parents">Where the parent of each span stands, or -1; a link that would close a circle is left out.</param>
/// <param name="IsRepeated">Whether a span before it has the same id; nothing stands below such a one.</param>
public readonly record struct ParentLinks(int[] Parents, bool[] IsRepeated)
{
    /// <summary>The links of so many spans, told by their places. Without a parent, the parent's id is null or empty.</summary>
    public static ParentLinks Of(int count, Func<int, string> idAt, Func<int, string?> parentIdAt)
    {
        var places = new Dictionary<string, int>(count, StringComparer.Ordinal);
        var isRepeated = new bool[count];
        for (var index = 0; index < count; index++)
        {
            isRepeated[index] = !places.TryAdd(idAt(index), index);
        }

        var parents = new int[count];
        for (var index = 0; index < count; index++)
        {
            parents[index] = parentIdAt(index) is { Length: > 0 } parent && places.TryGetValue(parent, out var place) ? place : -1;
        }

        OpenCircles(parents);
        return new ParentLinks(parents, isRepeated);
    }

    private static void OpenCircles(int[] parents)
    {
        // The round in which a span was first met; meeting it again in the same round is a circle.
        var rounds = new int[parents.Length];
        for (var start = 0; start < parents.Length; start++)
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
    }
}
