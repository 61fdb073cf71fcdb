namespace Tracehouse.Gateway.Keys;

/// <summary>A model's name in which <c>*</c> stands for any text.</summary>
internal static class ModelPattern
{
    /// <summary>Whether a name fits, letters being alike in both cases.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // The last star is the only one that may have to take more; all before it are settled.
        var (at, star, resume) = (0, -1, 0);
        var from = 0;
        while (from < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, from);
            }
            else if (at < pattern.Length && char.ToLowerInvariant(pattern[at]) == char.ToLowerInvariant(name[from]))
            {
                at++;
                from++;
            }
            else if (star >= 0)
            {
                (at, from) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }

    /// <summary>
    /// Whether a list lets a call through: a pattern with a slash speaks of a provider and its model, one without of the model at any provider,
    /// and both of an alias by its name. What cannot be understood (<paramref name="isOpaque"/>) needs a pattern for all that its provider has.
    /// </summary>
    public static bool Allows(IReadOnlyList<string> patterns, string asked, string provider, string model, bool isOpaque) =>
        patterns.Count == 0 || patterns.Any(pattern => isOpaque
            ? pattern == "*" || pattern.Equals($"{provider}/*", StringComparison.OrdinalIgnoreCase)
            : Fits(pattern, asked) || Fits(pattern, pattern.Contains('/') ? $"{provider}/{model}" : model));
}
