namespace Tracehouse.Vendors.Langfuse.Library.Shelves;

/// <summary>Names that are a part of a path.</summary>
internal static class Paths
{
    /// <summary>
    /// What a part of a path may mean, the likeliest first. The server leaves an escaped slash as it is, and some clients escape a name twice, which cannot be
    /// told from a name that has a percent sign of its own.
    /// </summary>
    public static IReadOnlyList<string> Names(string part)
    {
        var names = new List<string> { part.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) };
        while (Uri.UnescapeDataString(names[^1]) is var plain && plain != names[^1])
        {
            names.Add(plain);
        }

        return names;
    }
}
