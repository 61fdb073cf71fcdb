namespace Tracehouse.Gateway.Routing;

/// <summary>Finds the names that somebody may have meant.</summary>
public static class NearNames
{
    private const int LengthMax = 100;

    /// <summary>
    /// The nearest names, nearest first: at most a third of the letters may differ, and none by its case. A bare name is also compared with what follows the slash.
    /// </summary>
    public static List<string> Find(string asked, IEnumerable<string> known, int countMax)
    {
        if (asked.Length > LengthMax)
        {
            return [];
        }

        var lower = asked.ToLowerInvariant();
        var most = Math.Max(1, asked.Length / 3);
        var near = from name in known
                   let distance = DistanceOf(lower, name.ToLowerInvariant(), most)
                   where distance <= most
                   orderby distance, name
                   select name;
        return [.. near.Take(countMax)];
    }

    private static int DistanceOf(string asked, string name, int most) =>
        Math.Min(Distance(asked, name, most), asked.Contains('/') ? int.MaxValue : Distance(asked, name.AsSpan(name.IndexOf('/') + 1), most));

    /// <summary>How many letters must be added, dropped or changed (Levenshtein); too many are not counted.</summary>
    private static int Distance(ReadOnlySpan<char> from, ReadOnlySpan<char> to, int most)
    {
        if (Math.Abs(from.Length - to.Length) > most)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[(2 * LengthMax) + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
