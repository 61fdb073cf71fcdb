using Tracehouse.Query.Sql;

namespace Tracehouse.Query.Traces;

/// <summary>The words of a search, as the index of the store knows them: runs of letters, digits and whatever is not ASCII, in small letters.</summary>
internal static class SearchWords
{
    /// <summary>How many words a search may have.</summary>
    public const int Max = 16;

    private static readonly string Traces = SqlText.Load("Traces/TracesWithWord.sql");

    /// <summary>Each word once, in order.</summary>
    public static IReadOnlyList<string> Of(string search)
    {
        var separators = search.Where(character => char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character)).Distinct().ToArray();
        return [.. search.Split(separators, StringSplitOptions.RemoveEmptyEntries).Select(word => word.ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>One word must have been said somewhere in the trace.</summary>
    public static void AddTo(Conditions sql, string word) => sql.And($"trace_id IN ({With(Traces, sql.Bind(word))})");

    /// <summary>A statement with a word in the place of its own.</summary>
    public static string With(string statement, string bound) => statement.Replace("{word:String}", bound, StringComparison.Ordinal);
}
