using Tracehouse.Query.Trees;

namespace Tracehouse.Ui.Trees;

/// <summary>Finds spans within a trace by what can be seen of them: names, models, errors and the beginnings of what was said.</summary>
internal static class TreeSearch
{
    /// <summary>How many are told at most.</summary>
    public const int FoundMax = 5_000;

    /// <summary>Every word must be somewhere in the span.</summary>
    public static IReadOnlyList<string> Find(TraceTree tree, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? [] : [.. tree.Spans.Where(span => Array.TrueForAll(words, word => Has(span, word))).Take(FoundMax).Select(span => span.SpanId)];
    }

    private static bool Has(TreeSpan span, string word) =>
        In(span.Name, word) || In(span.Model, word) || In(span.InputPreview, word) || In(span.OutputPreview, word) || In(span.ErrorMessage, word)
        || In(span.ErrorType, word) || In(span.Kind, word) || span.SpanId == word;

    private static bool In(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
