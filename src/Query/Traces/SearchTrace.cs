using Tracehouse.Query.Sql;
using Tracehouse.Query.Trees;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Query.Traces;

/// <summary>Finds spans within a trace by their names, kinds, models, errors and attributes, and by all that was said in them.</summary>
public sealed class SearchTrace(ClickHouseLink link)
{
    /// <summary>How many are told at most.</summary>
    public const int FoundMax = 5_000;

    private const int WordsMax = 16;
    private const int SpansMax = 1_000_000;

    private static readonly string Contents = SqlText.Load("Traces/FindInTrace.sql");

    /// <summary>The ids of the spans in which every word is somewhere, in reading order; beginnings and parts of words do. Throws <see cref="StoreUnavailableException"/> when the store is down.</summary>
    /// <param name="project">Whose traces.</param>
    /// <param name="tree">The trace.</param>
    /// <param name="text">Up to sixteen words; more are not looked at.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<IReadOnlyList<string>> AskAsync(ProjectId project, TraceTree tree, string text, CancellationToken stop)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Take(WordsMax).ToArray();
        var said = await Task.WhenAll(words.Select(word => SaidAsync(project, tree.TraceId, word, stop)));
        return Find(tree, words, said);
    }

    /// <summary>The same, once it is known in which spans each word was said.</summary>
    internal static IReadOnlyList<string> Find(TraceTree tree, string[] words, IReadOnlyList<IReadOnlySet<string>> said) => words.Length == 0 ? [] :
        [.. tree.Spans.Where(span => words.Index().All(word => said[word.Index].Contains(span.SpanId) || Has(span, word.Item))).Take(FoundMax).Select(span => span.SpanId)];

    private async Task<IReadOnlySet<string>> SaidAsync(ProjectId project, string traceId, string word, CancellationToken stop)
    {
        var parameters = new SqlParameters { { "project", project.Value }, { "trace_id", traceId }, { "word", word }, { "limit", SpansMax } };
        var rows = await link.ReadAllAsync(Contents, parameters, TracesJson.Default.FoundSpan, stop);
        return rows.Select(row => row.SpanId).ToHashSet(StringComparer.Ordinal);
    }

    private static bool Has(TreeSpan span, string word) =>
        In(span.Name, word) || In(span.Model, word) || In(span.InputPreview, word) || In(span.OutputPreview, word) || In(span.ErrorMessage, word)
        || In(span.ErrorType, word) || In(span.Kind, word) || span.SpanId == word;

    private static bool In(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
